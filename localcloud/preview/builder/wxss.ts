import path from 'node:path'
import postcss, { type AtRule, type Container, CssSyntaxError, type Root } from 'postcss'
import { PreviewError } from './errors'
import { joinProject, type ProjectFiles } from './files'
import { useLocalIcons } from './icons'
import type { ComponentUnit, Project } from './project'
import { rewriteSelector, splitList, type SelectorScope } from './selectors'

/** Style isolation as WeChat names it. */
export type StyleIsolation =
  'isolated' | 'apply-shared' | 'shared' | 'page-isolated' | 'page-apply-shared' | 'page-shared'

/** The isolation that holds for a unit: its json, else shared for pages and isolated for components. */
export function isolationOf(unit: ComponentUnit): StyleIsolation {
  const configured = unit.config['styleIsolation']
  if (typeof configured === 'string') return configured as StyleIsolation
  if (unit.isPage) return 'shared'
  return unit.config['addGlobalClass'] === true ? 'apply-shared' : 'isolated'
}

/** The class prefix of each unit; units that share the page's styles have none. */
export function scopeNames(units: ComponentUnit[]): Map<string, string> {
  const names = new Map<string, string>()
  units.forEach((unit, index) => {
    const isolation = isolationOf(unit)
    names.set(unit.path, isolation === 'shared' || isolation === 'page-shared' ? '' : `s${index}`)
  })
  return names
}

/** All of the mini-program's styles as one sheet, in WeChat's order: app, components, pages. */
export function compileStyles(project: Project, scopes: Map<string, string>): string {
  const cache = new Map<string, Root>()
  const parts: string[] = []
  if (project.files.exists('app.wxss')) {
    parts.push(sheet(project.files, 'app.wxss', { prefixes: [''], host: 'app', page: null }, cache))
  }
  const ordered = [
    ...project.units.filter((unit) => !unit.isPage),
    ...project.units.filter((unit) => unit.isPage),
  ]
  for (const unit of ordered) {
    const file = `${unit.path}.wxss`
    if (!project.files.exists(file)) continue
    const prefix = scopes.get(unit.path) ?? ''
    const page = unit.isPage && prefix === '' ? unit.path : null
    parts.push(sheet(project.files, file, { prefixes: [prefix], host: unit.path, page }, cache))
  }
  return parts.join('\n')
}

function sheet(files: ProjectFiles, file: string, scope: SelectorScope, cache: Map<string, Root>): string {
  const root = inlined(files, file, cache, []).clone()
  if (file.includes('tdesign-miniprogram/icon/')) useLocalIcons(root)
  root.walkDecls((decl) => {
    decl.value = lengths(decl.value)
  })
  root.walkRules((rule) => {
    const parent = rule.parent
    if (parent?.type === 'atrule' && /keyframes$/.test((parent as AtRule).name)) return
    rule.selector = rewriteSelector(rule.selector, scope)
  })
  root.walkAtRules((rule) => {
    if (rule.name === 'media') applyTheme(rule)
  })
  return `/* ${file} */\n${root.toString()}`
}

/** Parses a sheet with its imports put in place; each file is read once per build. */
function inlined(files: ProjectFiles, file: string, cache: Map<string, Root>, chain: string[]): Root {
  const known = cache.get(file)
  if (known) return known
  let root: Root
  try {
    root = postcss.parse(files.read(file), { from: file })
  } catch (error) {
    if (error instanceof CssSyntaxError) {
      throw new PreviewError(file, { line: error.line ?? 1, column: error.column ?? 1 }, error.reason)
    }
    throw error
  }
  root.walkDecls((decl) => {
    decl.value = assetUrls(decl.value, file)
  })
  root.walkAtRules('import', (rule) => {
    const reference = /["']([^"']+)["']/.exec(rule.params)?.[1] ?? ''
    const target = importTarget(files, reference, file)
    const start = rule.source?.start
    const place = start ? { line: start.line, column: start.column } : null
    if (!files.exists(target)) throw new PreviewError(file, place, `@import: ${target} is missing`)
    if (chain.includes(target) || target === file) {
      throw new PreviewError(file, place, `@import: ${target} imports itself`)
    }
    rule.replaceWith(inlined(files, target, cache, [...chain, file]).clone().nodes)
  })
  cache.set(file, root)
  return root
}

/** As in WeChat, a bare path that is not beside the sheet is looked for among the npm packages. */
function importTarget(files: ProjectFiles, reference: string, file: string): string {
  const name = reference.endsWith('.wxss') ? reference : `${reference}.wxss`
  const beside = joinProject(name, file)
  const packaged = `miniprogram_npm/${name}`
  return !/^[./]/.test(name) && !files.exists(beside) && files.exists(packaged) ? packaged : beside
}

/** Lengths that the browser does not know, or that mean the page and not the window. */
function lengths(value: string): string {
  return value
    .replace(/(-?\d*\.?\d+)rpx\b/g, 'calc(var(--rpx) * $1)')
    .replace(/(?<![\w.-])(-?\d*\.?\d+)(vh|vw)\b/g, 'calc(var(--$2) * $1)')
}

/** Files are served under `mini/`; data and http addresses stay. */
function assetUrls(value: string, file: string): string {
  return value.replace(/url\(\s*(["']?)([^"')]+)\1\s*\)/g, (whole, _quote, address: string) => {
    if (/^(data:|https?:|\/\/|#)/.test(address)) return whole
    const reference = address.startsWith('/')
      ? address
      : path.posix.join('/', path.posix.dirname(file), address)
    return `url("mini${path.posix.normalize(reference)}")`
  })
}

/** The bar's choice of theme decides, so a colour-scheme query becomes a condition on the document. */
function applyTheme(rule: AtRule): void {
  rule.params = rule.params.replace(/(-?\d*\.?\d+)rpx\b/g, (_, rpx: string) => `${Number(rpx) / 2}px`)
  const scheme = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/.exec(rule.params)
  if (!scheme) return
  const theme = scheme[1] ?? 'light'
  addThemeCondition(rule, `:where(html[data-theme="${theme}"])`)
  const rest = rule.params
    .replace(scheme[0], '')
    .replace(/^\s*(only\s+)?(screen|all)?\s*(and)?\s*/, '')
    .replace(/\s*and\s*$/, '')
    .trim()
  if (rest === '') rule.replaceWith(rule.nodes ?? [])
  else rule.params = rest
}

function addThemeCondition(container: Container, condition: string): void {
  container.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name)) return
    rule.selector = splitList(rule.selector)
      .map((selector) => `${condition} ${selector.trim()}`)
      .join(', ')
  })
}
