import type { Element } from 'glass-easel'
import { rpxToCss } from '../units'
import { builtinOf, scopedClasses, type Builtin, type BuiltinSelf } from './define'
import { closestBuiltin, composedDescendants } from './tree'
import { installWheel, type Wheel } from './wheel'

const rowHeight = 34

interface Column {
  self: BuiltinSelf
  wheel: Wheel
}

const columns = new WeakMap<Element, Column>()

function columnsOf(view: Element): Column[] {
  return [...composedDescendants(view)].flatMap((element) => columns.get(element) ?? [])
}

function asNumbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map((item) => Number(item) || 0) : []
}

/** `<picker-view>`: columns of rows in the page; its value is the list of chosen rows. */
export const pickerView: Builtin = {
  tag: 'picker-view',
  properties: {
    value: null,
    indicatorStyle: '',
    indicatorClass: '',
    maskStyle: '',
    maskClass: '',
    immediateChange: false,
  },
  setup(self) {
    const indicator = document.createElement('div')
    const mask = document.createElement('div')
    self.host.append(mask, indicator)
    let asked = ''
    const turn = (smooth: boolean): void => {
      const value = asNumbers(self.value('value'))
      columnsOf(self.component).forEach((column, index) => column.wheel.turn(value[index] ?? 0, smooth))
    }
    return {
      render() {
        indicator.className = `wx-picker-indicator ${scopedClasses(self.component, self.text('indicatorClass'))}`
        indicator.setAttribute('style', rpxToCss(self.text('indicatorStyle')))
        mask.className = `wx-picker-mask ${scopedClasses(self.component, self.text('maskClass'))}`
        mask.setAttribute('style', rpxToCss(self.text('maskStyle')))
        const height = indicator.offsetHeight || rowHeight
        self.style(`--wx-picker-row: ${height}px; --wx-picker-height: ${self.host.clientHeight}px`)
        const wanted = JSON.stringify(self.value('value'))
        if (wanted === asked) return
        const first = asked === ''
        asked = wanted
        window.requestAnimationFrame(() => turn(!first))
      },
      attached() {
        window.requestAnimationFrame(() => {
          const height = indicator.offsetHeight || rowHeight
          self.style(`--wx-picker-row: ${height}px; --wx-picker-height: ${self.host.clientHeight}px`)
          turn(false)
        })
      },
    }
  },
}

/** `<picker-view-column>`. */
export const pickerViewColumn: Builtin = {
  tag: 'picker-view-column',
  setup(self) {
    const { host, component } = self
    host.tabIndex = 0
    const view = (): BuiltinSelf | null => {
      const found = closestBuiltin(component, 'picker-view')
      return found ? (builtinOf(found)?.self ?? null) : null
    }
    const height = (): number => {
      const own = parseFloat(getComputedStyle(host).getPropertyValue('--wx-picker-row'))
      return own || rowHeight
    }
    const wheel = installWheel(host, height, () => host.childElementCount, {
      start: () => view()?.emit('pickstart', {}),
      rest(row) {
        const parent = view()
        if (!parent) return
        const all = columnsOf(parent.component)
        const value = asNumbers(parent.value('value'))
        const next = all.map((column, index) => (column.self === self ? row : (value[index] ?? 0)))
        parent.set({ value: next })
        parent.emit('change', { value: next })
        parent.emit('pickend', {})
      },
    })
    columns.set(component, { self, wheel })
    return {}
  },
}
