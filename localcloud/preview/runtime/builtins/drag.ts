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
/** After this rest in milliseconds before the end a drag has no speed. */
const stillTime = 100

/** Keeps the click that follows a drag from whatever lies under the pointer. */
function swallowClick(): void {
  const swallow = (event: Event): void => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  window.setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 50)
}

/** Lets a node be dragged by finger and mouse. `axis` says which direction begins the drag; the other one scrolls. */
export function installDrag(node: HTMLElement, axis: () => 'x' | 'y' | 'both', drag: Drag): void {
  let pressed = false
  node.addEventListener('pointerdown', (down) => {
    if (down.button !== 0 || pressed) return
    pressed = true
    let active = false
    let last = { x: down.clientX, y: down.clientY, time: down.timeStamp }
    let velocity = { x: 0, y: 0 }
    // On the window: a quick pointer leaves the node before its first move is felt.
    const over = new AbortController()
    const { signal } = over
    const way = (event: PointerEvent): DragMove => ({
      x: event.clientX - down.clientX,
      y: event.clientY - down.clientY,
      clientX: event.clientX,
      clientY: event.clientY,
    })
    const release = (): void => {
      pressed = false
      over.abort()
    }
    const finish = (event: PointerEvent): void => {
      if (event.pointerId !== down.pointerId) return
      release()
      if (!active) return
      swallowClick()
      drag.end(way(event), event.timeStamp - last.time > stillTime ? { x: 0, y: 0 } : velocity)
    }
    const move = (event: PointerEvent): void => {
      if (event.pointerId !== down.pointerId) return
      const by = way(event)
      if (!active) {
        if (Math.hypot(by.x, by.y) < slip) return
        const sideways = Math.abs(by.x) >= Math.abs(by.y)
        const other = axis() === (sideways ? 'y' : 'x')
        if (other || drag.start?.(by) === false) return release()
        active = true
      }
      const time = Math.max(1, event.timeStamp - last.time)
      velocity = { x: (event.clientX - last.x) / time, y: (event.clientY - last.y) / time }
      last = { x: event.clientX, y: event.clientY, time: event.timeStamp }
      drag.move(by)
    }
    window.addEventListener('pointermove', move, { signal })
    window.addEventListener('pointerup', finish, { signal })
    window.addEventListener('pointercancel', finish, { signal })
  })
}
