/** How the selectors of one stylesheet are rewritten. */
export interface SelectorScope {
  /** Class prefixes; an empty one leaves the class as it is. Several make the rule apply in each. */
  prefixes: string[]
  /** Project path of the component, for `:host`. */
  host: string
  /** Limits the rules to one page (a page's own sheet must not reach the other pages). */
  page: string | null
}

const nameStart = /[a-zA-Z_\u0080-\uffff\\-]/
const nameChar = /[\w\u0080-\uffff\\-]/

/** Rewrites a selector list for the preview's DOM: `wx-` tags, scoped classes, `:host` and the page's own rules. */
export function rewriteSelector(selector: string, scope: SelectorScope): string {
  const results = new Set<string>()
  for (const part of splitList(selector)) {
    for (const prefix of scope.prefixes) results.add(rewriteOne(part.trim(), prefix, scope))
  }
  return [...results].join(', ')
}

function rewriteOne(selector: string, prefix: string, scope: SelectorScope): string {
  let result = ''
  let at = 0
  let namesPage = false
  const name = (): string => {
    const start = at
    while (at < selector.length && nameChar.test(selector[at] ?? '')) at += selector[at] === '\\' ? 2 : 1
    return selector.slice(start, at)
  }
  while (at < selector.length) {
    const char = selector[at] ?? ''
    if (char === '.') {
      at += 1
      const className = name()
      result += `.${prefix === '' ? '' : `${prefix}--`}${className}`
    } else if (char === '#') {
      at += 1
      result += `#${name()}`
    } else if (char === '[') {
      const close = selector.indexOf(']', at)
      const end = close < 0 ? selector.length : close + 1
      result += selector.slice(at, end)
      at = end
    } else if (char === ':') {
      const colons = selector.startsWith('::', at) ? '::' : ':'
      at += colons.length
      const pseudo = name()
      if (pseudo === 'host') result += `[wx-is="${scope.host}"]`
      else result += colons + pseudo
      if (selector[at] === '(' && /^(nth|lang|dir)/.test(pseudo)) {
        const end = selector.indexOf(')', at) + 1
        result += selector.slice(at, end)
        at = end
      }
    } else if (nameStart.test(char)) {
      const tag = name()
      if (tag === 'page') {
        namesPage = true
        result += scope.page === null ? 'wx-page' : `wx-page:where([wx-is="${scope.page}"])`
      } else {
        result += `wx-${tag}`
      }
    } else {
      result += char
      at += 1
    }
  }
  return scope.page === null || namesPage ? result : `:where([wx-is="${scope.page}"]) ${result}`
}

/** Splits a selector list at its outer commas. */
export function splitList(list: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < list.length; at += 1) {
    const char = list[at]
    if (char === '(' || char === '[') depth += 1
    else if (char === ')' || char === ']') depth -= 1
    else if (char === ',' && depth === 0) {
      parts.push(list.slice(start, at))
      start = at + 1
    }
  }
  parts.push(list.slice(start))
  return parts.filter((part) => part.trim() !== '')
}
