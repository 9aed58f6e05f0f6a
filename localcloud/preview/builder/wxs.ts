/**
 * Makes WXS source mean in JavaScript what it means in WeChat: there `.constructor` is the type's name, and a string
 * keeps the backslash of an escape it does not know (`getRegExp('\d')`).
 */
export function translateWxs(source: string): string {
  return mapCode(source, (code) => code.replace(/\.constructor\b/g, '.constructor.name'))
}

function mapCode(source: string, translate: (code: string) => string): string {
  const piece = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g
  let result = ''
  let last = 0
  for (const match of source.matchAll(piece)) {
    const text = match[0]
    result += translate(source.slice(last, match.index))
    result += text.startsWith('/') ? text : keepEscapes(text)
    last = match.index + text.length
  }
  return result + translate(source.slice(last))
}

function keepEscapes(literal: string): string {
  return literal.replace(/\\([\s\S])/g, (escape: string, char: string) =>
    /[\\'"nrt\n0uxbfv]/.test(char) ? escape : `\\\\${char}`,
  )
}

/** Globals of WXS, put in front of the compiled templates, and the hooks that hand WXS handlers their instance. */
export const wxsPrelude = [
  'var getRegExp=function(p,f){return f===undefined?new RegExp(p):new RegExp(p,f)};',
  'var getDate=function(){return arguments.length?new (Function.prototype.bind.apply(Date,[null].concat([].slice.call(arguments))))():new Date()};',
  'Q.A=globalThis.__previewHooks.changeFilter;Q.C=globalThis.__previewHooks.eventWrapper;',
].join('')
