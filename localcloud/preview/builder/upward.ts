import fs from 'node:fs'
import path from 'node:path'

/** The first `relative` path that exists at or above `start`, else at or above the working directory. */
export function findUpward(start: string, relative: string): string {
  for (const from of [start, process.cwd()]) {
    for (let dir = from; ; dir = path.dirname(dir)) {
      const candidate = path.join(dir, relative)
      if (fs.existsSync(candidate)) return candidate
      if (path.dirname(dir) === dir) break
    }
  }
  throw new Error(`${relative} is neither above ${start} nor above the working directory`)
}
