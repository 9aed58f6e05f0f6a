// The mini-program as its .json files describe it: pages by package, and every component they use.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Walks app.json, its pages and all components behind them.
 * @returns {{ units: Unit[], packages: string[], app: object, problems: string[] }} units in order of discovery;
 *   packages are the roots of subpackages ('packages/help'); problems name each path that does not exist
 * @typedef {{ file: string, kind: 'page'|'component', own: boolean, uses: Record<string, string>, using: string[] }} Unit
 *   file without ending, `using` the tag names that its WXML may use
 */
export function readMiniprogram(dir) {
  const problems = []
  const app = readJson(path.join(dir, 'app.json'), problems)
  if (app === null) return { units: [], packages: [], app: {}, problems }
  const subpackages = app.subPackages ?? app.subpackages ?? []
  const pages = [
    ...(app.pages ?? []),
    ...subpackages.flatMap((each) => each.pages.map((page) => path.posix.join(each.root, page))),
  ]
  const everywhere = app.usingComponents ?? {}
  const units = new Map()
  const visit = (file, kind, from) => {
    if (units.has(file)) return
    const missing = ['.json', '.wxml'].filter((ending) => !existsSync(path.join(dir, file + ending)))
    if (!scriptOf(dir, file)) missing.push('.ts')
    if (missing.length > 0) {
      problems.push(`${from}: ${kind} ${file} has no ${missing.join(', ')}`)
      return
    }
    const json = readJson(path.join(dir, `${file}.json`), problems) ?? {}
    if (kind === 'component' && json.component !== true)
      problems.push(`${file}.json: "component" is not true`)
    const uses = {}
    const unit = { file, kind, own: !file.includes('miniprogram_npm/'), uses, using: [] }
    units.set(file, unit)
    for (const [tag, value] of Object.entries({ ...everywhere, ...json.usingComponents })) {
      unit.using.push(tag)
      const target = resolveComponent(dir, file, value)
      if (target === null) problems.push(`${file}.json: component ${tag} → ${value} does not exist`)
      else {
        uses[tag] = target
        visit(target, 'component', `${file}.json`)
      }
    }
    for (const [tag, generic] of Object.entries(json.componentGenerics ?? {})) {
      unit.using.push(tag)
      const target = generic.default ? resolveComponent(dir, file, generic.default) : null
      if (target !== null) visit(target, 'component', `${file}.json`)
    }
  }
  for (const page of pages) visit(page, 'page', 'app.json')
  problems.push(...appProblems(dir, app, pages, subpackages))
  return { units: [...units.values()], packages: subpackages.map((each) => each.root), app, problems }
}

/** The script of a page or component, or null. */
export function scriptOf(dir, file) {
  return [`${file}.ts`, `${file}.js`].find((each) => existsSync(path.join(dir, each))) ?? null
}

/** As WeChat resolves it: from the root, beside the file, or in the nearest miniprogram_npm up the tree. */
function resolveComponent(dir, from, value) {
  const exists = (file) => existsSync(path.join(dir, `${file}.json`))
  const candidates = []
  const add = (file) => candidates.push(file, `${file}/index`)
  if (value.startsWith('/')) add(value.slice(1))
  else {
    add(path.posix.join(path.posix.dirname(from), value))
    for (let folder = path.posix.dirname(from); ; folder = path.posix.dirname(folder)) {
      add(path.posix.join(folder, 'miniprogram_npm', value))
      if (folder === '.') break
    }
  }
  return candidates.find(exists) ?? null
}

function appProblems(dir, app, pages, subpackages) {
  const problems = []
  const needs = (file, what) => {
    if (!existsSync(path.join(dir, file))) problems.push(`app.json: ${what} ${file} does not exist`)
  }
  const themes = app.themeLocation ? readJson(path.join(dir, app.themeLocation), problems) : null
  const tabs = app.tabBar?.list ?? []
  for (const tab of tabs) {
    if (!(app.pages ?? []).includes(tab.pagePath)) {
      problems.push(`app.json: the tab ${tab.text} opens ${tab.pagePath}, no page of the main package`)
    }
    for (const icon of [tab.iconPath, tab.selectedIconPath]) {
      for (const file of themed(icon, themes, problems)) needs(file.replace(/^\//, ''), 'the tab icon')
    }
  }
  if (app.sitemapLocation) needs(app.sitemapLocation, 'the sitemap')
  if (app.entryPagePath && !pages.includes(app.entryPagePath))
    problems.push(`app.json: entryPagePath ${app.entryPagePath} is no page`)
  const roots = subpackages.flatMap((each) => [each.root, each.name])
  for (const [page, rule] of Object.entries(app.preloadRule ?? {})) {
    if (!pages.includes(page)) problems.push(`app.json: preloadRule of ${page}, which is no page`)
    for (const root of rule.packages) {
      if (!roots.includes(root) && root !== '__APP__')
        problems.push(`app.json: preloadRule loads ${root}, no package`)
    }
  }
  for (const page of new Set(pages.filter((each, index) => pages.indexOf(each) !== index)))
    problems.push(`app.json: ${page} is listed twice`)
  return problems
}

/** The values that `@name` has in each theme, or the value itself. */
function themed(value, themes, problems) {
  if (value === undefined) return []
  if (!value.startsWith('@')) return [value]
  const values = Object.values(themes ?? {}).map((theme) => theme[value.slice(1)])
  if (values.length === 0 || values.includes(undefined)) {
    problems.push(`app.json: ${value} is not in every theme`)
    return values.filter((each) => each !== undefined)
  }
  return values
}

function readJson(file, problems) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    problems.push(`${file}: ${error.message}`)
    return null
  }
}
