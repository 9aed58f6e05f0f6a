import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const made: string[] = []

/** Writes files by path into a new temporary folder and answers the folder; `removeTrees` takes it away. */
export function writeTree(files: Record<string, string>): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tree-'))
  made.push(dir)
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
  }
  return dir
}

/** Removes the folders that `writeTree` made. */
export function removeTrees(): void {
  for (const dir of made.splice(0)) fs.rmSync(dir, { recursive: true, force: true })
}
