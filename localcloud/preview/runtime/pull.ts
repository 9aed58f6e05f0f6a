const threshold = 50

/** Makes a scroller pull down at its top: calls `onPull` when it is let go beyond the threshold. */
export function installPull(scroller: HTMLElement, indicator: HTMLElement, onPull: () => void): void {
  let startY: number | null = null
  let distance = 0
  const begin = (y: number): void => {
    startY = scroller.scrollTop <= 0 ? y : null
    distance = 0
  }
  const move = (y: number, event: Event): void => {
    if (startY === null) return
    distance = Math.max(0, (y - startY) / 2)
    if (distance > 4 && event.cancelable) event.preventDefault()
    indicator.style.height = `${Math.min(distance, 80)}px`
  }
  const end = (): void => {
    if (startY === null) return
    startY = null
    indicator.style.height = ''
    if (distance >= threshold) onPull()
  }
  scroller.addEventListener('touchstart', (event) => begin(event.touches[0]?.clientY ?? 0), { passive: true })
  scroller.addEventListener('touchmove', (event) => move(event.touches[0]?.clientY ?? 0, event), {
    passive: false,
  })
  scroller.addEventListener('touchend', end)
  scroller.addEventListener('touchcancel', end)
  scroller.addEventListener('mousedown', (event) => begin(event.clientY))
  scroller.addEventListener('mousemove', (event) => {
    if (event.buttons === 1) move(event.clientY, event)
  })
  scroller.addEventListener('mouseup', end)
}
