import { placeAt, PreviewError } from './errors'

/** An attribute as written. */
export interface WxmlAttribute {
  name: string
  value: string | null
  offset: number
  /** Range of the value without its quotes. */
  valueStart: number
  valueEnd: number
}

/** A start tag as written. */
export interface WxmlTag {
  name: string
  offset: number
  attributes: WxmlAttribute[]
  selfClosing: boolean
  /** Offset after the `>`. */
  end: number
}

/** What a scan of a template finds. */
export interface WxmlScan {
  tags: WxmlTag[]
  /** Ranges of inline wxs code. */
  scripts: { start: number; end: number }[]
}

const nameChar = /[^\s/>=]/

/** Finds the start tags of a template; text, comments and inline wxs are stepped over. */
export function scanWxml(text: string, file: string): WxmlScan {
  const tags: WxmlTag[] = []
  const scripts: { start: number; end: number }[] = []
  let at = 0
  const fail = (offset: number, reason: string): never => {
    throw new PreviewError(file, placeAt(text, offset), reason)
  }
  while (at < text.length) {
    if (text.startsWith('{{', at)) {
      const close = text.indexOf('}}', at)
      if (close < 0) fail(at, 'this "{{" is never closed')
      at = close + 2
    } else if (text.startsWith('<!--', at)) {
      const close = text.indexOf('-->', at)
      if (close < 0) fail(at, 'this comment is never closed')
      at = close + 3
    } else if (text[at] === '<' && /[a-zA-Z]/.test(text[at + 1] ?? '')) {
      const tag = scanTag(text, at, fail)
      tags.push(tag)
      at = tag.end
      if (tag.name === 'wxs' && !tag.selfClosing) {
        const close = text.indexOf('</wxs', at)
        if (close < 0) fail(tag.offset, '<wxs> is never closed')
        scripts.push({ start: at, end: close })
        at = close
      }
    } else {
      at += 1
    }
  }
  return { tags, scripts }
}

function scanTag(text: string, start: number, fail: (offset: number, reason: string) => never): WxmlTag {
  let at = start + 1
  const nameStart = at
  while (at < text.length && nameChar.test(text[at] ?? '')) at += 1
  const name = text.slice(nameStart, at)
  const attributes: WxmlAttribute[] = []
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at += 1
    if (at >= text.length) fail(start, `<${name}> is never closed`)
    if (text[at] === '>') return { name, offset: start, attributes, selfClosing: false, end: at + 1 }
    if (text.startsWith('/>', at)) return { name, offset: start, attributes, selfClosing: true, end: at + 2 }
    if (!nameChar.test(text[at] ?? '')) {
      at += 1
      continue
    }
    const offset = at
    while (at < text.length && nameChar.test(text[at] ?? '')) at += 1
    const attribute: WxmlAttribute = {
      name: text.slice(offset, at),
      value: null,
      offset,
      valueStart: at,
      valueEnd: at,
    }
    const equals = /^\s*=\s*/.exec(text.slice(at, at + 40))
    if (equals) {
      at += equals[0].length
      const quote = text[at]
      if (quote === '"' || quote === "'") {
        const close = text.indexOf(quote, at + 1)
        if (close < 0) fail(offset, `the value of "${attribute.name}" is never closed`)
        attribute.valueStart = at + 1
        attribute.valueEnd = close
        at = close + 1
      } else {
        attribute.valueStart = at
        while (at < text.length && nameChar.test(text[at] ?? '')) at += 1
        attribute.valueEnd = at
      }
      attribute.value = text.slice(attribute.valueStart, attribute.valueEnd)
    }
    attributes.push(attribute)
  }
}

/** Replaces ranges of a text; the ranges must not overlap. */
export function replaceRanges(text: string, edits: { start: number; end: number; text: string }[]): string {
  let result = ''
  let last = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(last, edit.start) + edit.text
    last = edit.end
  }
  return result + text.slice(last)
}
