import { invalidOperator, requestFailed } from './errors'
import { elementTest } from './match'
import { isPlain, own, setOwn, type Doc } from './values'

/** Makes the part of a document that a query returns. */
export type Projection = (doc: Doc) => Doc

interface Tree {
  [key: string]: Tree | true
}

/**
 * Compiles a projection: fields to keep or fields to leave out, dotted paths, `$slice` and `$elemMatch`.
 * @throws StoreError when it mixes both, or uses another operator
 */
export function compileProjection(spec: Doc): Projection {
  const shown: string[] = []
  const hidden: string[] = []
  const special: [path: string, apply: (value: unknown) => unknown][] = []
  let matching = false
  for (const path of Object.keys(spec)) {
    const value = spec[path]
    if (isPlain(value)) {
      special.push([path, operator(value)])
      matching ||= Object.hasOwn(value, '$elemMatch')
    } else if (path !== '_id') (truthy(value) ? shown : hidden).push(path)
  }
  if (shown.length > 0 && hidden.length > 0) {
    throw requestFailed(
      `Cannot do ${truthy(spec[Object.keys(spec)[0] ?? '']) ? 'exclusion' : 'inclusion'} on field ${hidden[0] ?? ''} in a mixed projection`,
    )
  }
  const withId = !Object.hasOwn(spec, '_id') || truthy(spec._id)
  const idOnly = Object.hasOwn(spec, '_id') && withId && hidden.length === 0
  const including = shown.length > 0 || matching || idOnly
  if (including) shown.push(...special.map(([path]) => path))
  if (including ? withId : !withId) (including ? shown : hidden).push('_id')
  const tree = treeOf(including ? shown : hidden)
  return (doc) => {
    const result = including ? keep(doc, tree) : drop(doc, tree)
    for (const [path, apply] of special) change(result, path.split('.'), apply)
    return result
  }
}

function truthy(value: unknown): boolean {
  return value !== 0 && value !== false && value !== null && value !== undefined
}

function treeOf(paths: readonly string[]): Tree {
  const tree: Tree = Object.create(null) as Tree
  for (const path of paths) {
    const parts = path.split('.')
    let node = tree
    parts.forEach((part, i) => {
      const next = node[part]
      const last = i === parts.length - 1
      if (next === true || (next !== undefined && last)) throw requestFailed(`Path collision at ${path}`)
      const child = next ?? (last ? true : (Object.create(null) as Tree))
      node[part] = child
      if (child !== true) node = child
    })
  }
  return tree
}

function keep(doc: Doc, tree: Tree): Doc {
  const result: Doc = {}
  for (const key of Object.keys(doc)) {
    const node = tree[key]
    if (node === true) setOwn(result, key, doc[key])
    else if (node) {
      const kept = keepIn(doc[key], node)
      if (kept !== undefined) setOwn(result, key, kept)
    }
  }
  return result
}

// Of an array the documents are kept, each projected; other values are not.
function keepIn(value: unknown, node: Tree): unknown {
  if (Array.isArray(value))
    return value.map((item) => keepIn(item, node)).filter((item) => item !== undefined)
  return isPlain(value) ? keep(value, node) : undefined
}

function drop(doc: Doc, tree: Tree): Doc {
  const result: Doc = {}
  for (const key of Object.keys(doc)) {
    const node = tree[key]
    if (node !== true) setOwn(result, key, node ? dropIn(doc[key], node) : doc[key])
  }
  return result
}

function dropIn(value: unknown, node: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => dropIn(item, node))
  return isPlain(value) ? drop(value, node) : value
}

function operator(spec: Doc): (value: unknown) => unknown {
  const [name = ''] = Object.keys(spec)
  const operand = own(spec, name)
  if (name === '$slice') return slice(operand)
  if (name === '$elemMatch') {
    const test = elementTest(operand)
    return (value) => {
      const first: unknown[] = Array.isArray(value) ? value.filter(test).slice(0, 1) : []
      return first.length > 0 ? first : undefined
    }
  }
  throw invalidOperator(`Unsupported projection option: ${name}`)
}

function slice(operand: unknown): (value: unknown) => unknown {
  const [skip, count] = Array.isArray(operand) ? (operand as unknown[]) : [undefined, operand]
  if (typeof count !== 'number' || (skip !== undefined && (typeof skip !== 'number' || count <= 0))) {
    throw requestFailed('Invalid $slice syntax. The given syntax did not match the find() syntax')
  }
  return (value) => {
    if (!isArray(value)) return value
    if (skip === undefined) return count >= 0 ? value.slice(0, count) : value.slice(count)
    const from = skip < 0 ? Math.max(0, value.length + skip) : skip
    return value.slice(from, from + count)
  }
}

// Array.isArray says `any[]` of an unknown value.
function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value)
}

function change(doc: Doc, parts: string[], apply: (value: unknown) => unknown): void {
  const [key = '', ...rest] = parts
  const value = own(doc, key)
  if (rest.length > 0) {
    if (!isPlain(value)) return
    const copy = { ...value }
    change(copy, rest, apply)
    setOwn(doc, key, copy)
    return
  }
  if (!Object.hasOwn(doc, key)) return
  const changed = apply(value)
  if (changed === undefined) delete doc[key]
  else setOwn(doc, key, changed)
}
