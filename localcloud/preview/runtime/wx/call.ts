/** Options of an asynchronous `wx` call: its own fields and the three callbacks. */
export type Options = Record<string, unknown>

/** A failed call: `message` is what stands after `<api>:fail `. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(message)
  }
}

type Result = Record<string, unknown> | undefined
type Work = (options: Options) => Promise<Result | void> | Result | void

function run(callback: unknown, argument: unknown): void {
  if (typeof callback === 'function') Reflect.apply(callback, undefined, [argument])
}

/** The error object that a failed call hands out: an Error with `errMsg`. */
function failure(name: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  const fields = error instanceof ApiError ? error.fields : {}
  const errMsg = reason.startsWith(`${name}:`) ? reason : `${name}:fail ${reason}`
  return Object.assign(new Error(errMsg), { errMsg, ...fields })
}

/** Makes a `wx` function that serves both forms: callbacks when one is given, else a promise. */
export function api(name: string, work: Work): (options?: Options) => Promise<unknown> | undefined {
  return (options = {}) => {
    const promise = (async () => work(options))().then(
      (result) => ({ errMsg: `${name}:ok`, ...(result ?? {}) }),
      (error: unknown) => {
        throw failure(name, error)
      },
    )
    const { success, fail, complete } = options
    if (typeof success !== 'function' && typeof fail !== 'function' && typeof complete !== 'function')
      return promise
    promise.then(
      (result) => {
        run(success, result)
        run(complete, result)
      },
      (error: unknown) => {
        run(fail, error)
        run(complete, error)
      },
    )
    return undefined
  }
}

/** Several calls made by `api`, by name. */
export function apis(table: Record<string, Work>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([name, work]) => [name, api(name, work)]))
}

/** A text option; empty when it is missing. */
export function text(options: Options, name: string): string {
  const value = options[name]
  return typeof value === 'string' ? value : ''
}

/** A pair of `onX`/`offX` functions and a way to call their listeners. */
export function listeners(): {
  on: (f: unknown) => void
  off: (f?: unknown) => void
  emit: (arg: unknown) => void
} {
  const set = new Set<unknown>()
  return {
    on: (listener) => void set.add(listener),
    off: (listener) => {
      if (listener === undefined) set.clear()
      else set.delete(listener)
    },
    emit: (argument) => set.forEach((listener) => run(listener, argument)),
  }
}
