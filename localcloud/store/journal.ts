import { requestFailed } from './errors'
import type { Persistence, RowChange } from './persistence'

/**
 * Group commit: all changes of one turn of the event loop go into one transaction of SQLite, and whoever waits is told
 * when it is durable.
 */
export class Journal {
  private collections = new Set<string>()
  private changes: RowChange[] = []
  private pending: Promise<void> | undefined
  private failure: Error | undefined

  /** @param persistence null for a store in memory only */
  constructor(private readonly persistence: Persistence | null) {}

  addCollection(name: string): void {
    if (this.persistence) this.collections.add(name)
  }

  add(changes: readonly RowChange[]): void {
    if (this.persistence) for (const change of changes) this.changes.push(change)
  }

  /**
   * Resolves when everything added so far is durable. Readers wait as well: what they saw may not be lost any more
   * once they answer.
   */
  settled(): Promise<void> | undefined {
    if (this.failure) return Promise.reject(this.failure)
    if (this.changes.length === 0 && this.collections.size === 0) return undefined
    this.pending ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          this.flush()
          resolve()
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
    return this.pending
  }

  /**
   * Writes what is waiting, now.
   * @throws StoreError when the disk does not take it; from then on the store refuses everything, because memory is ahead
   */
  flush(): void {
    this.pending = undefined
    if (this.failure) throw this.failure
    const { collections, changes } = this
    if (changes.length === 0 && collections.size === 0) return
    this.collections = new Set()
    this.changes = []
    try {
      this.persistence?.write(collections, changes)
    } catch (error) {
      this.failure = requestFailed(
        `storage failed: ${error instanceof Error ? error.message : String(error)}`,
      )
      throw this.failure
    }
  }

  close(): void {
    try {
      this.flush()
    } finally {
      this.persistence?.close()
    }
  }
}
