import { builtinOf, type BuiltinSelf } from './define'

const claimed = new WeakSet<object>()

/** Marks the tap behind a DOM event as used by a control, so that a label around it leaves it alone. */
export function claimTap(original: unknown): void {
  if (typeof original === 'object' && original !== null) claimed.add(original)
}

/** Whether a control already used the tap. */
export function isClaimed(original: unknown): boolean {
  return typeof original === 'object' && original !== null && claimed.has(original)
}

/** Lets a tap on a control do what a tap on its label does. */
export function activateOnTap(self: BuiltinSelf): void {
  self.listen('tap', ({ original }) => {
    claimTap(original)
    builtinOf(self.component)?.handlers.activate?.()
  })
}
