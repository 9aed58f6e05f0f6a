/** Lets calls pass freely, and holds new ones back while something needs that none is in progress. */
export class Gate {
  private inside = 0
  private closed: Promise<void> | null = null
  private onEmpty: (() => void) | null = null

  /** Runs a call, after whatever exclusive work is under way. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.closed) await this.closed
    this.inside++
    try {
      return await work()
    } finally {
      this.inside--
      if (this.inside === 0) this.onEmpty?.()
    }
  }

  /** Waits for the calls in progress, then runs `work` with no call inside. One at a time. */
  async exclusive(work: () => void): Promise<void> {
    while (this.closed) await this.closed
    let open = (): void => undefined
    this.closed = new Promise((resolve) => (open = resolve))
    try {
      if (this.inside > 0) await new Promise<void>((resolve) => (this.onEmpty = resolve))
      work()
    } finally {
      this.onEmpty = null
      this.closed = null
      open()
    }
  }
}
