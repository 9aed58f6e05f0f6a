import fs from 'node:fs'
import path from 'node:path'

/** The first `relative` path that exists at or above `start`, else at or above the working directory; else null. */
export function searchUpward(start: string, relative: string): string | null {
  for (const from of [start, process.cwd()]) {
    for (let dir = from; ; dir = path.dirname(dir)) {
      const candidate = path.join(dir, relative)
      if (fs.existsSync(candidate)) return candidate
      if (path.dirname(dir) === dir) break
    }
  }
  return null
}

/** As `searchUpward`, for a path without which the preview cannot be built. */
export function findUpward(start: string, relative: string): string {
  const found = searchUpward(start, relative)
  if (found === null) throw new Error(`${relative} is neither above ${start} nor above the working directory`)
  return found
}
