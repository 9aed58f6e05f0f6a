/** How far the pointer has come since it went down, in pixels. */
export interface DragMove {
  x: number
  y: number
  clientX: number
  clientY: number
}

/** What happens over a drag. `start` may refuse it by answering false. */
export interface Drag {
  start?(at: DragMove): boolean | void
  move(by: DragMove): void
  /** `velocity` in pixels per millisecond. */
  end(by: DragMove, velocity: { x: number; y: number }): void
}

const slip = 5

/** Lets a node be dragged by finger and mouse. `axis` says which direction begins the drag; the other one scrolls. */
export function installDrag(node: HTMLElement, axis: () => 'x' | 'y' | 'both', drag: Drag): void {
  let from: { x: number; y: number; id: number } | null = null
  let active = false
  let last = { x: 0, y: 0, time: 0 }
  let velocity = { x: 0, y: 0 }
  const way = (event: PointerEvent): DragMove => ({
    x: event.clientX - (from?.x ?? event.clientX),
    y: event.clientY - (from?.y ?? event.clientY),
    clientX: event.clientX,
    clientY: event.clientY,
  })
  const finish = (event: PointerEvent): void => {
    if (!from || event.pointerId !== from.id) return
    const by = way(event)
    from = null
    if (!active) return
    active = false
    drag.end(by, event.timeStamp - last.time > 100 ? { x: 0, y: 0 } : velocity)
  }
  node.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || from) return
    from = { x: event.clientX, y: event.clientY, id: event.pointerId }
    last = { x: event.clientX, y: event.clientY, time: event.timeStamp }
    velocity = { x: 0, y: 0 }
  })
  node.addEventListener('pointermove', (event) => {
    if (!from || event.pointerId !== from.id) return
    if (event.pointerType === 'mouse' && event.buttons === 0) {
      finish(event)
      return
    }
    const by = way(event)
    if (!active) {
      if (Math.hypot(by.x, by.y) < slip) return
      const wanted = axis()
      const sideways = Math.abs(by.x) >= Math.abs(by.y)
      if ((wanted === 'x' && !sideways) || (wanted === 'y' && sideways) || drag.start?.(by) === false) {
        from = null
        return
      }
      active = true
      node.setPointerCapture(event.pointerId)
    }
    const time = Math.max(1, event.timeStamp - last.time)
    velocity = { x: (event.clientX - last.x) / time, y: (event.clientY - last.y) / time }
    last = { x: event.clientX, y: event.clientY, time: event.timeStamp }
    drag.move(by)
  })
  node.addEventListener('pointerup', finish)
  node.addEventListener('pointercancel', finish)
}
