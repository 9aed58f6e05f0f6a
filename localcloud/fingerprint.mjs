// Tells whether sources have changed since they were last built. Uses nothing but Node.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Folders that hold built output, never sources. */
const BUILT = new Set(['node_modules', 'dist', '.build', '.data'])

/**
 * A text that changes when any file below the given paths is added, removed or written.
 * @param {string[]} roots files or folders
 */
export function fingerprint(roots) {
  const hash = createHash('sha256')
  const visit = (file) => {
    const found = lstatSync(file, { throwIfNoEntry: false })
    if (!found) return
    if (!found.isDirectory()) {
      hash.update(`${file}\n${found.size}\n${found.mtimeMs}\n`)
      return
    }
    for (const name of readdirSync(file).sort()) if (!BUILT.has(name)) visit(path.join(file, name))
  }
  for (const root of roots) visit(path.resolve(root))
  return hash.digest('hex').slice(0, 16)
}
