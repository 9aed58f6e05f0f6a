// Compiles every page's and component's WXML with WeChat's own compiler, and checks what that compiler lets pass:
// unknown tags, missing imports, includes and wxs, templates that nobody defines.
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** WeChat's built-in components and WXML's own tags (developers.weixin.qq.com/miniprogram/dev/component/). */
export const builtIn = new Set(
  (
    'view scroll-view swiper swiper-item movable-area movable-view cover-view cover-image match-media page-container ' +
    'root-portal share-element sticky-header sticky-section grid-view list-view draggable-sheet ' +
    'icon text rich-text progress selection span ' +
    'button checkbox checkbox-group editor editor-portal form input keyboard-accessory label picker picker-view ' +
    'picker-view-column radio radio-group slider switch textarea navigator functional-page-navigator ' +
    'audio camera image live-player live-pusher video voip-room channel-live channel-video map canvas ' +
    'ad ad-custom official-account official-account-publish open-data open-container store-home store-product ' +
    'web-view page-meta navigation-bar custom-wrapper native-component aria-component ' +
    'block template import include slot wxs'
  ).split(' '),
)

/**
 * Compiles the WXML of each unit and checks its tags and references.
 * @param {string} dir the mini-program
 * @param {import('./miniprogram.mjs').Unit[]} units
 * @returns {Promise<{ count: number, problems: string[] }>}
 */
export async function checkWxml(dir, units) {
  const own = units.filter((unit) => unit.own)
  const problems = []
  const files = new Map()
  for (const unit of own) addFile(dir, `${unit.file}.wxml`, unit, files, problems)
  for (const unit of own) {
    const used = [...files.values()].filter((file) => file.units.has(unit))
    problems.push(...unknownTags(unit, used), ...unknownTemplates(unit, used))
  }
  const wxs = new Set([...files.values()].flatMap((file) => file.wxs))
  problems.push(...(await compile(dir, own, [...files.keys()], [...wxs])))
  return { count: files.size, problems: [...new Set(problems)] }
}

function addFile(dir, name, unit, files, problems) {
  const known = files.get(name)
  if (known) {
    if (known.units.has(unit)) return
    known.units.add(unit)
    for (const each of known.references) addFile(dir, each, unit, files, problems)
    return
  }
  const tags = tagsOf(readFileSync(path.join(dir, name), 'utf8'))
  const file = { name, tags, units: new Set([unit]), references: [], wxs: [] }
  files.set(name, file)
  for (const tag of tags) {
    const source = tag.attributes.src
    if (!['import', 'include', 'wxs'].includes(tag.name) || source === undefined) continue
    const target = resolve(name, source, tag.name)
    if (!existsSync(path.join(dir, target)))
      problems.push(`${name}:${tag.line}: <${tag.name} src="${source}"> does not exist`)
    else if (tag.name === 'wxs') file.wxs.push(target)
    else {
      file.references.push(target)
      addFile(dir, target, unit, files, problems)
    }
  }
}

function resolve(from, source, kind) {
  const whole = path.posix.extname(source) === '' && kind !== 'wxs' ? `${source}.wxml` : source
  return whole.startsWith('/') ? whole.slice(1) : path.posix.join(path.posix.dirname(from), whole)
}

function unknownTags(unit, files) {
  const known = new Set([...builtIn, ...unit.using])
  return files.flatMap((file) =>
    file.tags
      .filter((tag) => !known.has(tag.name))
      .map((tag) => `${file.name}:${tag.line}: <${tag.name}> is unknown in ${unit.file}.json`),
  )
}

function unknownTemplates(unit, files) {
  const tags = files.flatMap((file) => file.tags.map((tag) => ({ ...tag, file: file.name })))
  const templates = tags.filter((tag) => tag.name === 'template')
  const defined = new Set(templates.map((tag) => tag.attributes.name))
  return templates
    .filter(({ attributes: { is } }) => is !== undefined && !is.includes('{{') && !defined.has(is))
    .map((tag) => `${tag.file}:${tag.line}: no template is named "${tag.attributes.is}"`)
}

/** The opening tags of a WXML text with line and attributes; comments and wxs bodies are skipped. */
export function tagsOf(text) {
  const blank = (part) => part.replace(/[^\n]/g, ' ')
  const plain = text
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(
      /(<wxs\b(?:[^>"'/]|"[^"]*"|'[^']*')*>)([\s\S]*?)(<\/wxs>)/g,
      (_, open, body, close) => open + blank(body) + close,
    )
    .replace(/\{\{[\s\S]*?\}\}/g, (part) => part.replace(/[<>]/g, ' '))
  const tags = []
  const pattern = /<([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g
  for (const match of plain.matchAll(pattern)) {
    const attributes = {}
    for (const [, name, double, single] of match[2].matchAll(/([\w:@.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
      attributes[name] = double ?? single
    tags.push({ name: match[1], attributes, line: plain.slice(0, match.index).split('\n').length })
  }
  return tags
}

async function compile(dir, units, files, wxs) {
  const wcc = compilerFile()
  const components = new Map(units.map((unit) => [`${unit.file}.wxml`, unit.using]))
  const args = (list) => {
    const described = list.filter((file) => (components.get(file) ?? []).length > 0)
    const declared = described.flatMap((file) => [file, components.get(file).length, ...components.get(file)])
    return ['-d', '-cc', [described.length, ...declared].join(' '), ...list, ...wxs, '-gn', '$gwx']
  }
  const options = { cwd: dir, maxBuffer: 64 * 1024 * 1024 }
  try {
    await run(wcc, args(files), options)
    return []
  } catch {
    // The compiler stops at its first error: file by file, each shows its own.
    const results = await Promise.all(
      files.map((file) =>
        run(wcc, args([file]), options).then(
          () => null,
          (error) => messageOf(file, error),
        ),
      ),
    )
    const problems = results.filter((each) => each !== null)
    return problems.length > 0 ? problems : ['the WXML files compile one by one, but not together']
  }
}

function messageOf(file, error) {
  const text = String(error.stderr || error.message).trim()
  return text.includes(file) ? text : `${file}: ${text}`
}

function compilerFile() {
  const folder = { darwin: 'mac/wcc', win32: 'windows/wcc.exe' }[process.platform] ?? 'linux/wcc'
  const home = path.dirname(createRequire(import.meta.url).resolve('miniprogram-compiler/package.json'))
  const file = path.join(home, 'bin', folder)
  chmodSync(file, 0o755)
  return file
}
