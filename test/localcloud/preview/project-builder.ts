import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildPreview, PreviewError } from '../../../localcloud/preview/index'

/** Files of a small mini-program by path; those of a working one-page app unless overridden. */
export type Files = Record<string, string | null>

const working: Files = {
  'app.json': JSON.stringify({ pages: ['pages/a/a'] }),
  'app.ts': 'App({})',
  'pages/a/a.wxml': '<view>你好</view>',
  'pages/a/a.ts': 'Page({})',
}

const made: string[] = []

/** Removes the folders that `writeProject` made. */
export function removeProjects(): void {
  for (const dir of made.splice(0)) fs.rmSync(dir, { recursive: true })
}

/** Writes a mini-program into a new folder; a null takes a file of the working one away. */
export function writeProject(files: Files): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'preview-project-'))
  made.push(dir)
  for (const [name, text] of Object.entries({ ...working, ...files })) {
    if (text === null) continue
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
    fs.writeFileSync(path.join(dir, name), text)
  }
  return dir
}

/** Builds a project and answers the output's folder. */
export async function build(files: Files): Promise<string> {
  const miniprogramDir = writeProject(files)
  const outDir = path.join(miniprogramDir, '.out')
  await buildPreview({ miniprogramDir, outDir })
  return outDir
}

/** The mistake that a build reports, as `file:line:column: reason`. */
export async function mistake(files: Files): Promise<string> {
  try {
    await build(files)
  } catch (error) {
    if (error instanceof PreviewError) return error.message
    throw error
  }
  throw new Error('the build found no mistake')
}
