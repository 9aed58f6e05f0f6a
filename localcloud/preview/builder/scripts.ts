import fs from 'node:fs'
import path from 'node:path'
import * as esbuild from 'esbuild'
import { PreviewError } from './errors'
import { splitPackage, type ProjectFiles } from './files'
import type { Project } from './project'

/** Data that the runtime starts from, embedded in the bundle. */
export interface PreviewData {
  app: Record<string, unknown>
  theme: Record<string, unknown> | null
  pages: string[]
  /** Configuration of each page and component, with absolute `usingComponents`. */
  configs: Record<string, unknown>
  scopes: Record<string, string>
  places: { name: string; address: string; latitude: number; longitude: number }[]
}

interface BundleOptions {
  project: Project
  templates: string
  data: PreviewData
  runtimeDir: string
  outDir: string
}

/** Bundles the runtime, the compiled templates and every script of the mini-program into `app.js`. */
export async function bundleScripts(options: BundleOptions): Promise<void> {
  const { project, runtimeDir, outDir } = options
  try {
    await esbuild.build({
      stdin: { contents: entry(options), resolveDir: runtimeDir, sourcefile: 'preview-entry.js' },
      outfile: path.join(outDir, 'app.js'),
      bundle: true,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      charset: 'utf8',
      sourcemap: 'linked',
      legalComments: 'none',
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"' },
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
      plugins: [miniProgramPlugin(project, runtimeDir, options.templates)],
    })
  } catch (error) {
    throw firstProblem(error, project.files.root)
  }
}

function entry({ project, data }: BundleOptions): string {
  const lines = [
    `import { start } from ${JSON.stringify('./main')}`,
    `import templates from 'preview:templates'`,
    `start(${JSON.stringify(data)}, templates, {`,
  ]
  const app = project.files.script('app')
  if (app !== null) lines.push(`  'app': () => require(${JSON.stringify(project.files.absolute(app))}),`)
  for (const unit of project.units) {
    const script = project.files.script(unit.path)
    if (script === null) continue
    lines.push(
      `  ${JSON.stringify(unit.path)}: () => require(${JSON.stringify(project.files.absolute(script))}),`,
    )
  }
  lines.push('})')
  return lines.join('\n')
}

function miniProgramPlugin(project: Project, runtimeDir: string, templates: string): esbuild.Plugin {
  const { files } = project
  // Component() registers under the path of the file that calls it: each such file says first which one it is.
  const owners = new Map<string, string>()
  for (const unit of project.units) {
    const script = files.script(unit.path)
    if (script !== null) owners.set(fs.realpathSync(files.absolute(script)), unit.path)
  }
  return {
    name: 'miniprogram',
    setup(build) {
      build.onResolve({ filter: /^preview:templates$/ }, () => ({ path: 'templates', namespace: 'preview' }))
      build.onLoad({ filter: /.*/, namespace: 'preview' }, () => ({
        contents: `export default ${templates}`,
        loader: 'js',
      }))
      build.onResolve({ filter: /.*/ }, (args) => {
        if (args.kind === 'entry-point' || args.namespace === 'preview') return undefined
        if (args.importer.startsWith(runtimeDir) || args.importer === 'preview-entry.js') return undefined
        return resolveModule(files, args)
      })
      build.onLoad({ filter: /\.[jt]s$/ }, (args) => {
        const owner = owners.get(args.path)
        if (owner === undefined) return undefined
        return {
          contents: `globalThis.__previewHooks.enter(${JSON.stringify(owner)});${fs.readFileSync(args.path, 'utf8')}`,
          loader: args.path.endsWith('.ts') ? 'ts' : 'js',
          resolveDir: path.dirname(args.path),
        }
      })
    },
  }
}

function resolveModule(files: ProjectFiles, args: esbuild.OnResolveArgs): { path: string } | undefined {
  const request = args.path
  if (request.startsWith('.')) return existing(path.resolve(args.resolveDir, request))
  if (path.isAbsolute(request)) return existing(request) ?? existing(path.join(files.root, request))
  const { name, rest } = splitPackage(request)
  const nested = /^(.*\/miniprogram_dist)\//.exec(args.importer)?.[1]
  const places = [
    ...(nested === undefined ? [] : [path.join(nested, 'miniprogram_npm', request)]),
    path.join(files.root, 'miniprogram_npm', request),
  ]
  const root = files.packageRoot(name)
  if (root !== null) places.push(path.join(root, rest))
  for (const place of places) {
    const found = existing(place)
    if (found) return found
  }
  return undefined
}

function existing(base: string): { path: string } | undefined {
  for (const ending of ['', '.ts', '.js', '.json', '/index.ts', '/index.js']) {
    const stat = fs.statSync(base + ending, { throwIfNoEntry: false })
    if (stat?.isFile()) return { path: fs.realpathSync(base + ending) }
  }
  return undefined
}

function firstProblem(error: unknown, root: string): unknown {
  const problem = (error as Partial<esbuild.BuildFailure>).errors?.[0]
  if (!problem) return error
  const { location } = problem
  const file = location ? path.relative(root, path.resolve(location.file)) : 'app.js'
  const place = location ? { line: location.line, column: location.column + 1 } : null
  return new PreviewError(file, place, problem.text)
}
