import { PreviewError, placeAt } from './errors'
import { joinProject, type ProjectFiles } from './files'

/** A page or component: its files, configuration and the components it uses, by tag. */
export interface ComponentUnit {
  path: string
  isPage: boolean
  config: Record<string, unknown>
  /** tag → project path */
  using: Map<string, string>
  /** names declared by `componentGenerics` */
  generics: string[]
}

/** The mini-program as its JSON files describe it. */
export interface Project {
  files: ProjectFiles
  app: Record<string, unknown>
  theme: Record<string, unknown> | null
  pages: string[]
  /** Pages and components; a component comes before those that use it. */
  units: ComponentUnit[]
}

/** Reads app.json and every page and component reachable from it. */
export function readProject(files: ProjectFiles): Project {
  if (!files.exists('app.json')) throw new PreviewError('app.json', null, 'the file is missing')
  const app = files.readJson('app.json')
  const pages = pagesOf(app)
  if (pages.length === 0) throw new PreviewError('app.json', null, '"pages" names no page')
  const shared = resolveUsing(files, 'app.json', app, 'app')
  const units = new Map<string, ComponentUnit>()
  const visit = (path: string, isPage: boolean): void => {
    if (units.has(path)) return
    const config = files.exists(`${path}.json`) ? files.readJson(`${path}.json`) : {}
    const own = resolveUsing(files, `${path}.json`, config, path)
    const generics = genericsOf(files, path, config)
    const fromNpm = path.startsWith('miniprogram_npm/')
    const using = new Map(fromNpm ? own : [...shared, ...own])
    const unit: ComponentUnit = { path, isPage, config, using, generics: generics.names }
    // Marked before its children are visited: components may use each other in a circle.
    units.set(path, unit)
    for (const child of [...using.values(), ...generics.defaults]) visit(child, false)
    units.delete(path)
    units.set(path, unit)
  }
  for (const page of pages) {
    checkPage(files, page)
    visit(page, true)
  }
  for (const unit of units.values()) unit.isPage = pages.includes(unit.path)
  const themeFile = typeof app['themeLocation'] === 'string' ? app['themeLocation'] : 'theme.json'
  const theme = files.exists(themeFile) ? files.readJson(themeFile) : null
  return { files, app, theme, pages, units: [...units.values()] }
}

function pagesOf(app: Record<string, unknown>): string[] {
  const pages = stringList(app['pages'])
  const packages = app['subPackages'] ?? app['subpackages'] ?? []
  if (Array.isArray(packages)) {
    for (const entry of packages as { root?: unknown; pages?: unknown }[]) {
      const root = (typeof entry.root === 'string' ? entry.root : '').replace(/^\/|\/$/g, '')
      pages.push(...stringList(entry.pages).map((page) => `${root}/${page}`))
    }
  }
  return pages
}

function checkPage(files: ProjectFiles, page: string): void {
  for (const ending of ['.wxml', '']) {
    const found = ending === '' ? files.script(page) !== null : files.exists(page + ending)
    if (!found) {
      const file = page + (ending === '' ? '.ts' : ending)
      throw new PreviewError(
        'app.json',
        placeOf(files, 'app.json', page),
        `page "${page}": ${file} is missing`,
      )
    }
  }
}

function resolveUsing(
  files: ProjectFiles,
  file: string,
  config: Record<string, unknown>,
  owner: string,
): Map<string, string> {
  const using = new Map<string, string>()
  const declared = config['usingComponents']
  if (typeof declared !== 'object' || declared === null) return using
  for (const [tag, reference] of Object.entries(declared)) {
    if (typeof reference !== 'string' || reference.includes('://')) {
      throw new PreviewError(
        file,
        placeOf(files, file, tag),
        `<${tag}>: plugins are not supported in the preview`,
      )
    }
    const path = files.resolveComponent(reference, owner)
    if (path === null) {
      throw new PreviewError(
        file,
        placeOf(files, file, tag),
        `<${tag}>: there is no component "${reference}"`,
      )
    }
    if (files.script(path) === null) {
      throw new PreviewError(file, placeOf(files, file, tag), `<${tag}>: ${path}.ts is missing`)
    }
    using.set(tag, path)
  }
  return using
}

function genericsOf(
  files: ProjectFiles,
  owner: string,
  config: Record<string, unknown>,
): { names: string[]; defaults: string[] } {
  const declared = config['componentGenerics']
  if (typeof declared !== 'object' || declared === null) return { names: [], defaults: [] }
  const defaults: string[] = []
  for (const [name, value] of Object.entries(declared as Record<string, unknown>)) {
    const reference =
      typeof value === 'object' && value !== null ? (value as { default?: string }).default : undefined
    if (reference === undefined) continue
    const path = files.resolveComponent(reference, owner)
    const file = `${owner}.json`
    if (path === null) {
      throw new PreviewError(file, placeOf(files, file, name), `there is no component "${reference}"`)
    }
    Object.assign(value as object, { default: `/${path}` })
    defaults.push(path)
  }
  return { names: Object.keys(declared), defaults }
}

function placeOf(files: ProjectFiles, file: string, word: string): { line: number; column: number } | null {
  const text = files.read(file)
  const offset = text.indexOf(JSON.stringify(word))
  return offset < 0 ? null : placeAt(text, offset)
}

function stringList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** Path of an icon or image named in app.json, without its leading slash. */
export function assetPath(reference: string): string {
  return joinProject(`/${reference.replace(/^\//, '')}`, '')
}
