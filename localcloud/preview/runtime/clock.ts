let offset = 0
let movable = false

const RealDate = Date

/** Milliseconds of the cloud's clock. */
export function cloudNow(): number {
  return RealDate.now() + offset
}

/** Whether the cloud runs on a test clock, which may be moved. */
export function clockIsMovable(): boolean {
  return movable
}

/** Lets the page live in the cloud's time: with a test clock `new Date()` and `Date.now()` follow it. */
export async function startClock(): Promise<void> {
  await readClock()
  if (!movable) return
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[]) =>
      Reflect.construct(target, args.length === 0 ? [cloudNow()] : args) as Date,
    apply: () => new RealDate(cloudNow()).toString(),
    get: (target, name) => (name === 'now' ? cloudNow : (Reflect.get(target, name) as unknown)),
  })
}

async function readClock(): Promise<void> {
  try {
    const response = await fetch('/healthz')
    const body = (await response.json()) as { now?: unknown; testClock?: unknown }
    movable = body.testClock === true && typeof body.now === 'string'
    if (movable) offset = RealDate.parse(String(body.now)) - RealDate.now()
  } catch {
    movable = false
  }
}

/** Moves the test clock forward; the cloud fires the timers that become due. */
export async function moveClock(minutes: number): Promise<void> {
  const to = new RealDate(cloudNow() + minutes * 60_000).toISOString()
  const response = await fetch('/clock', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to }),
  })
  if (!response.ok) throw new Error(`the clock did not move: ${response.status}`)
  offset = RealDate.parse(to) - RealDate.now()
}
