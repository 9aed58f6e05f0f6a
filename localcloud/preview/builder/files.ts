import fs from 'node:fs'
import path from 'node:path'
import * as esbuild from 'esbuild'
import { PreviewError, type Place } from './errors'
import { searchUpward } from './upward'

/** Project folder of the npm components, packed or not. */
export const npmFolder = 'miniprogram_npm/'

/**
 * The mini-program's files by project path (`pages/home/index.wxml`). A path under `miniprogram_npm/` that was not
 * built by the packing step is read from the package itself, so the preview needs no packing.
 */
export class ProjectFiles {
  private readonly packageRoots = new Map<string, string | null>()

  constructor(readonly root: string) {}

  /** Absolute path of a project path, whether or not the file exists. */
  absolute(projectPath: string): string {
    const direct = path.join(this.root, projectPath)
    if (!projectPath.startsWith(npmFolder) || fs.existsSync(direct)) return direct
    const { name, rest } = splitPackage(projectPath.slice(npmFolder.length))
    const root = this.packageRoot(name)
    return root === null ? direct : path.join(root, rest)
  }

  exists(projectPath: string): boolean {
    const stat = fs.statSync(this.absolute(projectPath), { throwIfNoEntry: false })
    return stat?.isFile() ?? false
  }

  read(projectPath: string): string {
    return fs.readFileSync(this.absolute(projectPath), 'utf8')
  }

  /** Parses a JSON file; a syntax error is told with its place. */
  readJson(projectPath: string): Record<string, unknown> {
    const text = this.read(projectPath)
    try {
      const value: unknown = JSON.parse(text)
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return value as Record<string, unknown>
      }
    } catch (error) {
      throw new PreviewError(
        projectPath,
        jsonErrorPlace(text),
        error instanceof Error ? error.message : String(error),
      )
    }
    throw new PreviewError(projectPath, { line: 1, column: 1 }, 'a JSON object is expected')
  }

  /** The folder that holds a package's mini-program files, or null when the package is not installed. */
  packageRoot(name: string): string | null {
    const known = this.packageRoots.get(name)
    if (known !== undefined) return known
    const manifest = searchUpward(this.root, path.join('node_modules', name, 'package.json'))
    let found: string | null = null
    if (manifest !== null) {
      const json = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { miniprogram?: string }
      const folder = path.join(path.dirname(manifest), json.miniprogram ?? 'miniprogram_dist')
      if (fs.existsSync(folder)) found = folder
    }
    this.packageRoots.set(name, found)
    return found
  }

  /** The project path of a component named in `usingComponents`, or null when there is none. */
  resolveComponent(name: string, owner: string): string | null {
    for (const candidate of componentCandidates(name, owner)) {
      for (const suffix of ['', '/index']) {
        if (this.exists(`${candidate}${suffix}.wxml`)) return candidate + suffix
      }
    }
    return null
  }

  /** The project path of a script beside a page or component, TypeScript first. */
  script(projectPath: string): string | null {
    return ['.ts', '.js'].map((ending) => projectPath + ending).find((file) => this.exists(file)) ?? null
  }
}

/** JSON.parse does not say where on every version of Node; the bundler does. */
function jsonErrorPlace(text: string): Place | null {
  try {
    esbuild.transformSync(text, { loader: 'json', logLevel: 'silent' })
  } catch (error) {
    const location = (error as Partial<esbuild.TransformFailure>).errors?.[0]?.location
    if (location) return { line: location.line, column: location.column + 1 }
  }
  return null
}

/** Splits `@scope/name/rest` and `name/rest`. */
export function splitPackage(request: string): { name: string; rest: string } {
  const parts = request.split('/')
  const count = request.startsWith('@') ? 2 : 1
  return { name: parts.slice(0, count).join('/'), rest: parts.slice(count).join('/') }
}

/** Resolves a relative or rooted reference from a project path. */
export function joinProject(reference: string, owner: string): string {
  if (reference.startsWith('/')) return path.posix.normalize(reference).slice(1)
  return path.posix.join(path.posix.dirname(owner), reference)
}

function componentCandidates(name: string, owner: string): string[] {
  if (name.startsWith('/')) return [joinProject(name, owner)]
  const candidates = [joinProject(name, owner)]
  if (!name.startsWith('.')) {
    // As in WeChat: the nearest miniprogram_npm folder up the tree wins.
    for (let dir = path.posix.dirname(owner); ; dir = path.posix.dirname(dir)) {
      candidates.push(path.posix.join(dir === '.' ? '' : dir, npmFolder, name))
      if (dir === '.') break
    }
  }
  return candidates
}
