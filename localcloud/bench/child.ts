import { fork, type ChildProcess } from 'node:child_process'

/** A program of the bench in a process of its own, which says where it is reached and answers questions. */
export class Child {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  /**
   * Starts a bundled program that sends `{ url }` when it is ready.
   * @throws Error when it ends before
   */
  static async start(file: string, args: readonly string[]): Promise<Child> {
    const child = fork(file, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const { url } = (await nextMessage(child)) as { url: string }
    return new Child(child, url)
  }

  /** Asks something and waits for the answer; one question at a time. */
  async ask(question: string): Promise<unknown> {
    const answer = nextMessage(this.process)
    this.process.send(question)
    return answer
  }

  /** Ends it and waits until it is gone. */
  async stop(): Promise<void> {
    if (!this.process.connected) return
    const gone = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.send('stop')
    await gone
  }
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown): void => {
      child.off('exit', onExit)
      resolve(message)
    }
    const onExit = (code: number | null): void => {
      child.off('message', onMessage)
      reject(new Error(`${child.spawnfile} ${child.spawnargs.slice(1).join(' ')} ended with ${code}`))
    }
    child.once('message', onMessage)
    child.once('exit', onExit)
  })
}
