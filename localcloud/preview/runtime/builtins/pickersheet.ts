import { bridge } from '../bridge'
import { el } from '../dom'
import { installWheel, type Wheel } from './wheel'

const rowHeight = 44

/** A column of a picker's sheet: what it is called and its rows. */
export interface SheetColumn {
  name: string
  rows: string[]
  index: number
}

/** An open sheet. */
export interface PickerSheet {
  /** Puts other rows into the columns. */
  update(columns: SheetColumn[]): void
  close(): void
}

interface SheetEvents {
  turned(column: number, index: number): void
  confirm(): void
  cancel(): void
}

function drawColumn(
  column: SheetColumn,
  turned: (index: number) => void,
): { node: HTMLElement; wheel: Wheel } {
  const node = el(
    'div',
    { class: 'wx-sheet-column', role: 'listbox', 'aria-label': column.name, tabindex: '0' },
    column.rows.map((row) => el('div', { class: 'wx-sheet-row', role: 'option' }, [row])),
  )
  const select = (index: number): void => {
    for (const [at, child] of [...node.children].entries()) {
      child.setAttribute('aria-selected', String(at === index))
    }
  }
  const choose = (index: number): void => {
    select(index)
    turned(index)
  }
  const wheel = installWheel(
    node,
    () => rowHeight,
    () => column.rows.length,
    { rest: choose },
  )
  node.addEventListener('click', (event) => {
    const index = event.target instanceof Element ? [...node.children].indexOf(event.target) : -1
    if (index < 0) return
    wheel.turn(index)
    choose(index)
  })
  select(column.index)
  return { node, wheel }
}

/** Opens a picker's sheet from below; `turned` is called with each row that a column comes to rest on. */
export function openPickerSheet(title: string, columns: SheetColumn[], events: SheetEvents): PickerSheet {
  const box = el('div', { class: 'wx-sheet-columns' })
  const draw = (list: SheetColumn[]): void => {
    const drawn = list.map((column, at) => drawColumn(column, (index) => events.turned(at, index)))
    box.replaceChildren(
      ...drawn.map(({ node }) => node),
      el('div', { class: 'wx-sheet-mask' }),
      el('div', { class: 'wx-sheet-indicator' }),
    )
    drawn.forEach(({ wheel }, at) => wheel.turn(list[at]?.index ?? 0, false))
  }
  const finish = (act: () => void) => (): void => {
    close()
    act()
  }
  const close = (): void => node.remove()
  const bar = el('div', { class: 'wx-sheet-bar' }, [
    el('button', { class: 'wx-sheet-cancel', click: finish(events.cancel) }, ['取消']),
    el('span', {}, [title]),
    el('button', { class: 'wx-sheet-confirm', click: finish(events.confirm) }, ['确定']),
  ])
  const sheet = el(
    'div',
    { class: 'wx-picker-sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': title || '选择' },
    [bar, box],
  )
  const node = el('div', { class: 'wx-sheet-layer' }, [
    el('div', { class: 'wx-sheet-shade', click: finish(events.cancel) }),
    sheet,
  ])
  bridge.layer().append(node)
  draw(columns)
  return {
    update(list) {
      const old = [...box.querySelectorAll('.wx-sheet-column')]
      old.forEach((column, at) => {
        const next = list[at]
        if (!next) return
        const rows = [...column.children].map((row) => row.textContent ?? '')
        if (rows.join('\n') === next.rows.join('\n')) return
        const drawn = drawColumn(next, (index) => events.turned(at, index))
        column.replaceWith(drawn.node)
        drawn.wheel.turn(next.index, false)
      })
    },
    close,
  }
}
