import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Root of the project. */
export const PROJECT = path.resolve(__dirname, '../..')

/** Path of the bundled script that a function's process runs. */
export async function builtHost(): Promise<string> {
  return path.join(await built('host'), 'host.js')
}

/** Folder of the product's bundled functions. */
export function builtFunctions(): Promise<string> {
  return built('functions')
}

// In a process of its own: esbuild does not run inside jest's sandbox.
async function built(kind: 'host' | 'functions'): Promise<string> {
  const { stdout } = await run(process.execPath, [path.join(__dirname, 'build-once.mjs'), kind])
  return stdout.trim()
}
