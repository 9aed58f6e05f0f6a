import { spawn, type ChildProcess } from 'node:child_process'
import { PROJECT } from '../../support/built'

/** What a script printed and how it ended. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** A script of the project running as its users run it. */
export class Script {
  stdout = ''
  stderr = ''
  readonly ended: Promise<Ended>
  private readonly child: ChildProcess
  private onOutput: (() => void) | null = null

  constructor(file: string, args: string[]) {
    this.child = spawn(process.execPath, [file, ...args], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] })
    this.child.stdout?.on('data', (chunk) => {
      this.stdout += String(chunk)
      this.onOutput?.()
    })
    this.child.stderr?.on('data', (chunk) => (this.stderr += String(chunk)))
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }))
    })
  }

  /** Waits for the line `ready URL`; throws when the script ends without it. */
  async ready(): Promise<string> {
    const found = new Promise<string>((resolve) => {
      const look = (): void => {
        const url = /^ready (http:\/\/127\.0\.0\.1:\d+)$/m.exec(this.stdout)?.[1]
        if (url !== undefined) resolve(url)
      }
      this.onOutput = look
      look()
    })
    const ended = this.ended.then(({ code, stderr }) => {
      throw new Error(`ended with ${code} before it was ready: ${stderr}`)
    })
    return Promise.race([found, ended])
  }

  /** Sends a signal and waits for the end. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    this.child.kill(signal)
    return this.ended
  }
}

/** `npm start -- …` without npm. */
export function npmStart(...args: string[]): Script {
  return new Script('localcloud/start.mjs', ['--no-preview', '--port', '0', ...args])
}

/** `npm run admin -- …` without npm. */
export function npmRunAdmin(...args: string[]): Promise<Ended> {
  return new Script('localcloud/admin.mjs', args).ended
}
