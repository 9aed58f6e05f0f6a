import { readFileSync, rmSync, writeFileSync } from 'node:fs'

const held = new Set<string>()

/**
 * Takes a lock file that holds this process's number. One that a killed process left behind is taken over. (SQLite's
 * own exclusive lock cannot be used: libsql gives it back only when its statements are garbage collected.)
 * @returns false when a living process, or this one already, holds it
 */
export function lock(file: string): boolean {
  if (held.has(file)) return false
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch {
    if (isAlive(Number(read(file)))) return false
    writeFileSync(file, String(process.pid))
  }
  held.add(file)
  return true
}

/** Gives the lock back. */
export function unlock(file: string): void {
  held.delete(file)
  rmSync(file, { force: true })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

// A number of its own that is not held was left by an earlier life, e.g. of a container where it is always 1.
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
