import type { BuiltinSelf } from './define'

const stopped = new WeakSet<object>()
// Segment 3 of the class list is not touched by the template.
const hoverSegment = 3

/** Properties of the built-ins that can look pressed; times in milliseconds. */
export function hoverProperties(hoverClass: string, start: number, stay: number): Record<string, unknown> {
  return { hoverClass, hoverStopPropagation: false, hoverStartTime: start, hoverStayTime: stay }
}

/** Shows `hover-class` while the element is pressed. */
export function installHover(self: BuiltinSelf, enabled: () => boolean = () => true): void {
  let timer = 0
  const show = (names: string): void => self.component.setNodeClass(names, hoverSegment)
  self.listen('touchstart', ({ original }) => {
    const hoverClass = self.text('hoverClass')
    if (hoverClass === '' || hoverClass === 'none' || !enabled()) return
    if (typeof original === 'object' && original !== null) {
      if (stopped.has(original)) return
      if (self.flag('hoverStopPropagation')) stopped.add(original)
    }
    window.clearTimeout(timer)
    timer = window.setTimeout(() => show(hoverClass), self.number('hoverStartTime'))
  })
  const release = (delay: number): void => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => show(''), delay)
  }
  self.listen('touchend', () => release(self.number('hoverStayTime')))
  self.listen('touchcancel', () => release(0))
  self.listen('touchmove', () => release(0))
}
