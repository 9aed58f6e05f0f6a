// The size of each package of the mini-program as uploaded: files that something reaches from app.json, scripts
// compiled and minified, everything else as it is.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import * as esbuild from 'esbuild'
import ts from 'typescript'
import { scriptOf } from './miniprogram.mjs'
import { tagsOf } from './wxml.mjs'

const KB = 1024
export const mainLimit = 1024 * KB
export const packageLimit = 2048 * KB
const assets = /\.(png|jpe?g|gif|svg|webp|ttf|woff2?|mp3|wav)$/i

/**
 * Adds up the packages.
 * @param {string} dir the mini-program
 * @param {{ units: import('./miniprogram.mjs').Unit[], packages: string[], app: object }} program
 * @returns {Promise<{ packages: { name: string, bytes: number, files: number, limit: number }[], problems: string[] }>}
 */
export async function measure(dir, program) {
  const problems = []
  const files = await reachable(dir, program, problems)
  const packages = ['', ...program.packages].map((root) => {
    const inside = [...files].filter(([file]) => packageOf(file, program.packages) === root)
    return {
      name: root === '' ? 'main' : root,
      files: inside.length,
      bytes: inside.reduce((sum, [, bytes]) => sum + bytes, 0),
      limit: root === '' ? mainLimit : packageLimit,
    }
  })
  for (const each of packages) {
    if (each.bytes > each.limit)
      problems.push(`package ${each.name} is ${kilobytes(each.bytes)}, more than ${kilobytes(each.limit)}`)
  }
  return { packages, problems }
}

/** A size for people. */
export function kilobytes(bytes) {
  return `${Math.ceil(bytes / KB)} KB`
}

function packageOf(file, packages) {
  return packages.find((root) => file.startsWith(`${root}/`)) ?? ''
}

/** Every file that is uploaded, with its size. */
async function reachable(dir, { units, app }, problems) {
  const sizes = new Map()
  const queue = ['app.ts', 'app.js', 'app.wxss', 'app.json', app.themeLocation, app.sitemapLocation]
  for (const unit of units) {
    queue.push(...['.wxml', '.wxss', '.json'].map((ending) => unit.file + ending), scriptOf(dir, unit.file))
  }
  queue.push(...assetFiles(dir))
  while (queue.length > 0) {
    const file = queue.pop()
    if (!file || sizes.has(file) || !existsSync(path.join(dir, file))) continue
    const { bytes, references } = await read(dir, file, problems)
    sizes.set(file, bytes)
    queue.push(...references)
  }
  return sizes
}

async function read(dir, file, problems) {
  const text = () => readFileSync(path.join(dir, file), 'utf8')
  if (/\.(ts|js)$/.test(file)) return readScript(dir, file, text(), problems)
  const bytes = statSync(path.join(dir, file)).size
  const beside = (source) =>
    source.startsWith('/') ? source.slice(1) : path.posix.join(path.posix.dirname(file), source)
  if (file.endsWith('.wxss')) {
    const sources = [...text().matchAll(/@import\s+['"]([^'"]+)['"]/g)].map((match) => beside(match[1]))
    for (const source of sources)
      if (!existsSync(path.join(dir, source)))
        problems.push(`${file}: @import of ${source}, which does not exist`)
    return { bytes, references: sources }
  }
  if (file.endsWith('.wxml')) {
    const sources = tagsOf(text()).filter((tag) => ['import', 'include', 'wxs'].includes(tag.name))
    const references = sources.flatMap(({ attributes: { src } }) =>
      src === undefined ? [] : [beside(path.posix.extname(src) === '' ? `${src}.wxml` : src)],
    )
    return { bytes, references }
  }
  if (file.endsWith('.wxs')) {
    const sources = [...text().matchAll(/require\(\s*['"]([^'"]+)['"]/g)].map((match) => beside(match[1]))
    return { bytes, references: sources }
  }
  return { bytes, references: [] }
}

async function readScript(dir, file, text, problems) {
  const { code } = await esbuild.transform(text, {
    loader: file.endsWith('.ts') ? 'ts' : 'js',
    minify: true,
    format: 'cjs',
    target: 'es2018',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  })
  const references = []
  for (const { fileName } of ts.preProcessFile(code, true, true).importedFiles) {
    if (fileName === 'exports' || fileName === 'require') continue // an AMD header, no file
    const found = resolveScript(dir, file, fileName)
    if (found === null) problems.push(`${file}: imports ${fileName}, which is not there`)
    else references.push(found)
  }
  return { bytes: Buffer.byteLength(code), references }
}

function resolveScript(dir, from, name) {
  const folder = path.posix.dirname(from)
  const bases = name.startsWith('/')
    ? [name.slice(1)]
    : name.startsWith('.')
      ? [path.posix.join(folder, name)]
      : npmFolders(folder).map((each) => path.posix.join(each, name))
  const endings = ['', '.ts', '.js', '.json', '/index.ts', '/index.js']
  const isFile = (file) => existsSync(path.join(dir, file)) && statSync(path.join(dir, file)).isFile()
  return bases.flatMap((base) => endings.map((ending) => base + ending)).find(isFile) ?? null
}

function npmFolders(folder) {
  const parts = folder.split('/')
  return parts
    .map((_, index) => path.posix.join(...parts.slice(0, parts.length - index), 'miniprogram_npm'))
    .concat('miniprogram_npm')
}

function assetFiles(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && assets.test(entry.name))
    .map((entry) =>
      path
        .relative(dir, path.join(entry.parentPath ?? entry.path, entry.name))
        .split(path.sep)
        .join('/'),
    )
    .filter((file) => !file.includes('miniprogram_npm/'))
}
