import type { LocalCloud } from '../main'

/** Where the time of calls went: summed wall time in ms, each including the ones inside it. */
export interface Reading {
  /** Calls of functions by the doors. */
  calls: number
  /** From handing a call to a function until its answer. */
  functionMs: number
  /** Requests of the functions' SDKs to the endpoint. */
  requests: number
  /** From the endpoint's taking a request until its answer is written. */
  endpointMs: number
  /** Actions of the database. */
  trips: number
  /** From asking the store until it answers, durable. */
  storeMs: number
  /** Processor time of the local cloud's own process, in ms. */
  cpuMs: number
}

/** Counts and times what passes through a running local cloud. */
export class Meter {
  private reading = empty()
  private cpu = process.cpuUsage()

  constructor({ runner, endpoint, store }: Pick<LocalCloud, 'runner' | 'endpoint' | 'store'>) {
    const [invoke, handle, execute] = [
      runner.invoke.bind(runner),
      endpoint.handle.bind(endpoint),
      store.execute.bind(store),
    ]
    runner.invoke = (...args) =>
      this.timed(invoke(...args), (ms) => {
        this.reading.calls++
        this.reading.functionMs += ms
      })
    endpoint.handle = (...args) =>
      this.timed(handle(...args), (ms) => {
        this.reading.requests++
        this.reading.endpointMs += ms
      })
    store.execute = (...args) =>
      this.timed(execute(...args), (ms) => {
        this.reading.trips++
        this.reading.storeMs += ms
      })
  }

  /** What was counted since the last time. */
  take(): Reading {
    const { user, system } = process.cpuUsage(this.cpu)
    const taken = { ...this.reading, cpuMs: (user + system) / 1000 }
    this.reading = empty()
    this.cpu = process.cpuUsage()
    return taken
  }

  private async timed<T>(work: Promise<T>, note: (ms: number) => void): Promise<T> {
    const started = performance.now()
    try {
      return await work
    } finally {
      note(performance.now() - started)
    }
  }
}

function empty(): Reading {
  return { calls: 0, functionMs: 0, requests: 0, endpointMs: 0, trips: 0, storeMs: 0, cpuMs: 0 }
}
