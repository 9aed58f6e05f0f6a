// Installs what is missing, so that `npm start` and `npm test` work as the first command in a clean checkout.
// Uses nothing but Node: it runs before any package is there.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Whether node_modules holds every package of the lockfile in its version. npm writes its own list when an install is
 * complete, so an interrupted one counts as missing; packages for other platforms may be absent.
 */
export function isInstalled(dir = root) {
  const wanted = packagesOf(path.join(dir, 'package-lock.json'))
  const present = packagesOf(path.join(dir, 'node_modules', '.package-lock.json'))
  if (wanted === null) throw new Error(`${dir} has no readable package-lock.json`)
  if (present === null) return false
  return Object.entries(wanted).every(([name, entry]) => {
    const found = present[name]
    if (name === '' || entry.link) return true
    return found ? found.version === entry.version : entry.optional === true || entry.devOptional === true
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return null
  }
}

/**
 * Runs `npm ci` unless node_modules is what the lockfile says.
 * @throws when npm fails; its own messages are already on the terminal
 */
export function installMissing(dir = root) {
  if (isInstalled(dir)) return
  console.log('installing packages (npm ci), this takes a minute …')
  const onWindows = process.platform === 'win32'
  const { status } = spawnSync(
    onWindows ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: dir, stdio: ['ignore', 'inherit', 'inherit'], shell: onWindows },
  )
  if (status !== 0) throw new Error('npm ci did not succeed; see above')
}
