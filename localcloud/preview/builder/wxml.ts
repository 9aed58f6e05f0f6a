import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { builtinTags } from '../runtime/builtins/tags'
import { PreviewError, placeAt } from './errors'
import { joinProject, npmFolder, type ProjectFiles } from './files'
import type { ComponentUnit, Project } from './project'
import { translateWxs, wxsPrelude } from './wxs'
import { replaceRanges, scanWxml, type WxmlScan, type WxmlTag } from './wxml-scan'

interface CompilerMessage {
  isError: boolean
  level: string
  message: string
  startLine: number
  startColumn: number
}

interface TemplateFile {
  file: string
  text: string
  scan: WxmlScan
  /** Templates that it imports or includes, without ending. */
  uses: string[]
}

const compilerTags = new Set(['block', 'slot', 'template', 'include', 'import', 'wxs'])
const eventAttribute = /^(capture-bind|capture-catch|mut-bind|bind|catch)(?=[a-zA-Z_])/

/** Compiles every template and wxs file; answers a JavaScript expression: an object of templates by path. */
export function compileTemplates(project: Project): string {
  const group = new TmplGroup()
  try {
    const templates = new Map<string, TemplateFile>()
    const scripts = new Set<string>()
    for (const unit of project.units)
      addTemplate(project.files, `${unit.path}.wxml`, templates, scripts, group)
    for (const unit of project.units) checkTags(unit, templates)
    group.setExtraRuntimeScript(wxsPrelude)
    return group.getTmplGenObjectGroups()
  } finally {
    group.free()
  }
}

function addTemplate(
  files: ProjectFiles,
  file: string,
  templates: Map<string, TemplateFile>,
  scripts: Set<string>,
  group: TmplGroup,
): void {
  const key = withoutEnding(file, '.wxml')
  if (templates.has(key)) return
  const text = files.read(file)
  const scan = scanWxml(text, file)
  const template: TemplateFile = { file, text, scan, uses: [] }
  templates.set(key, template)
  for (const tag of scan.tags) {
    const src = tag.attributes.find((attribute) => attribute.name === 'src')?.value
    if (typeof src !== 'string' || src.includes('{{')) continue
    if (tag.name === 'import' || tag.name === 'include') {
      const target = referenced(files, template, tag, src, '.wxml')
      template.uses.push(withoutEnding(target, '.wxml'))
      addTemplate(files, target, templates, scripts, group)
    } else if (tag.name === 'wxs') {
      addScript(files, referenced(files, template, tag, src, '.wxs'), scripts, group)
    }
  }
  const messages = group.addTmpl(key, prepare(template)) as CompilerMessage[]
  // A package is as WeChat took it: only what cannot be compiled at all stops the build there.
  const isBroken = file.startsWith(npmFolder)
    ? ({ level }: CompilerMessage) => level === 'Fatal'
    : ({ isError, message }: CompilerMessage) => isError || message === 'missing end tag'
  const broken = messages.find(isBroken)
  if (broken) {
    throw new PreviewError(
      file,
      { line: broken.startLine + 1, column: broken.startColumn + 1 },
      broken.message,
    )
  }
}

function addScript(files: ProjectFiles, file: string, scripts: Set<string>, group: TmplGroup): void {
  if (scripts.has(file)) return
  scripts.add(file)
  const source = files.read(file)
  // The compiler looks a script up without its ending, `require` inside wxs with it: one module answers both.
  group.addScript(file, translateWxs(source))
  group.addScript(withoutEnding(file, '.wxs'), `module.exports = require('/${file}')`)
  for (const match of source.matchAll(/require\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    const target = joinProject(match[1] ?? '', file)
    if (!files.exists(target)) {
      throw new PreviewError(file, placeAt(source, match.index), `${target} is missing`)
    }
    addScript(files, target, scripts, group)
  }
}

function referenced(
  files: ProjectFiles,
  from: TemplateFile,
  tag: WxmlTag,
  src: string,
  ending: string,
): string {
  const target = joinProject(path.posix.extname(src) === ending ? src : src + ending, from.file)
  if (!files.exists(target)) {
    throw new PreviewError(from.file, placeAt(from.text, tag.offset), `<${tag.name}>: ${target} is missing`)
  }
  return target
}

/** Rewrites what the compiler reads otherwise than WeChat: `bindtap` and inline wxs. */
function prepare({ text, scan }: TemplateFile): string {
  const edits = scan.scripts.map(({ start, end }) => ({
    start,
    end,
    text: translateWxs(text.slice(start, end)),
  }))
  for (const tag of scan.tags) {
    for (const attribute of tag.attributes) {
      const prefix = eventAttribute.exec(attribute.name)?.[1]
      if (prefix === undefined) continue
      const at = attribute.offset + prefix.length
      edits.push({ start: at, end: at, text: ':' })
    }
  }
  return replaceRanges(text, edits)
}

function checkTags(unit: ComponentUnit, templates: Map<string, TemplateFile>): void {
  // The tags of a package are its makers' matter, and its shared templates name components of several users.
  if (unit.path.startsWith(npmFolder)) return
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const template = templates.get(key)
    if (!template || seen.has(key)) return
    seen.add(key)
    for (const tag of template.scan.tags) {
      const known =
        compilerTags.has(tag.name) ||
        builtinTags.includes(tag.name) ||
        unit.using.has(tag.name) ||
        unit.generics.includes(tag.name)
      if (!known) {
        const place = placeAt(template.text, tag.offset)
        throw new PreviewError(
          template.file,
          place,
          `<${tag.name}> is neither built in nor in usingComponents`,
        )
      }
    }
    template.uses.forEach(visit)
  }
  visit(unit.path)
}

function withoutEnding(file: string, ending: string): string {
  return file.endsWith(ending) ? file.slice(0, -ending.length) : file
}
