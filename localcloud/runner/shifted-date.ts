let offset: number | null = null

/**
 * Makes this process see a test clock: `Date.now()`, `new Date()` and `Date()` answer the machine's time plus the
 * offset. Without a test clock the global `Date` is left alone.
 * @param ms how far the test clock is ahead; null without one
 */
export function setClockOffset(ms: number | null): void {
  if (ms !== null && offset === null) install()
  if (ms !== null) offset = ms
}

function install(): void {
  const machineNow = Date.now.bind(Date)
  const now = (): number => machineNow() + (offset ?? 0)
  const shifted = new Proxy(Date, {
    construct(target, args: ConstructorParameters<typeof Date> | [], newTarget: NewableFunction): object {
      return Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object
    },
    apply: () => new Date(now()).toString(),
  })
  Date.now = now
  Object.defineProperty(Date.prototype, 'constructor', { value: shifted, writable: true, configurable: true })
  globalThis.Date = shifted
}
