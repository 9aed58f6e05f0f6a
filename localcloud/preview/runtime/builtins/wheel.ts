import { installDrag } from './drag'

/** A column that turns to one of its rows. */
export interface Wheel {
  /** Turns to a row; nobody is told. */
  turn(index: number, smooth?: boolean): void
}

/** How long a thrown wheel runs on, in milliseconds of its last speed. */
const throwTime = 160
const restTime = 100

/** Makes a scrolling box turn like a wheel over rows of one height: by wheel, finger, mouse and keys. */
export function installWheel(
  box: HTMLElement,
  rowHeight: () => number,
  count: () => number,
  events: { start?(): void; rest(index: number): void },
): Wheel {
  let known = 0
  let byProgram = false
  let moving = false
  let dragging = false
  let timer = 0
  const fit = (index: number): number => Math.min(Math.max(0, index), Math.max(0, count() - 1))
  const nearest = (): number => fit(Math.round(box.scrollTop / Math.max(1, rowHeight())))
  const scrollTo = (row: number, smooth: boolean): void => {
    const top = row * rowHeight()
    if (Math.abs(box.scrollTop - top) >= 1) box.scrollTo({ top, behavior: smooth ? 'smooth' : 'instant' })
  }
  const settle = (): void => {
    if (dragging) return
    moving = false
    const row = byProgram ? known : nearest()
    byProgram = false
    scrollTo(row, true)
    if (row === known) return
    known = row
    events.rest(row)
  }
  box.addEventListener('scroll', () => {
    if (!moving && !byProgram) events.start?.()
    moving = true
    window.clearTimeout(timer)
    timer = window.setTimeout(settle, restTime)
  })
  let from = 0
  installDrag(box, () => 'y', {
    start() {
      from = box.scrollTop
      dragging = true
      moving = false
      byProgram = false
    },
    move(by) {
      box.scrollTop = from - by.y
    },
    end(_, velocity) {
      dragging = false
      const row = fit(Math.round((box.scrollTop - velocity.y * throwTime) / Math.max(1, rowHeight())))
      scrollTo(row, true)
      timer = window.setTimeout(settle, restTime)
    },
  })
  box.addEventListener('keydown', (event) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const row = fit(known + by)
    if (row === known) return
    turn(row)
    events.rest(row)
  })
  const turn = (index: number, smooth = true): void => {
    known = fit(index)
    byProgram = true
    scrollTo(known, smooth)
    // Without a scroll no event would take the mark back.
    window.clearTimeout(timer)
    timer = window.setTimeout(settle, smooth ? 400 : restTime)
  }
  return { turn }
}
