import { bridge } from '../bridge'
import type { Builtin } from './define'
import { decodeEntities, textOf } from './text'

/** Tags that `<rich-text>` shows, and the attributes that it keeps besides `class` and `style`. */
const allowed: Record<string, readonly string[]> = {
  a: [],
  abbr: [],
  address: [],
  article: [],
  aside: [],
  b: [],
  bdi: [],
  bdo: ['dir'],
  big: [],
  blockquote: [],
  br: [],
  caption: [],
  center: [],
  cite: [],
  code: [],
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  dd: [],
  del: [],
  div: [],
  dl: [],
  dt: [],
  em: [],
  fieldset: [],
  font: [],
  footer: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  header: [],
  hr: [],
  i: [],
  img: ['alt', 'src', 'height', 'width'],
  ins: [],
  label: [],
  legend: [],
  li: [],
  mark: [],
  nav: [],
  ol: ['start', 'type'],
  p: [],
  pre: [],
  q: [],
  rt: [],
  ruby: [],
  s: [],
  section: [],
  small: [],
  span: [],
  strong: [],
  sub: [],
  sup: [],
  table: ['width'],
  tbody: [],
  td: ['colspan', 'height', 'rowspan', 'width'],
  tfoot: [],
  th: ['colspan', 'height', 'rowspan', 'width'],
  thead: [],
  tr: ['colspan', 'height', 'rowspan', 'width'],
  tt: [],
  u: [],
  ul: [],
}

function createNode(tag: string, attribute: (name: string) => string | null): HTMLElement | null {
  const name = tag.toLowerCase()
  const kept = allowed[name]
  if (!kept) return null
  const node = document.createElement(name)
  for (const key of ['class', 'style', ...kept]) {
    const value = attribute(key)
    if (value === null) continue
    if (key === 'src' && /^\s*javascript:/i.test(value)) continue
    node.setAttribute(key, key === 'src' ? bridge.resolveImage(value) : value)
  }
  return node
}

function fromHtml(source: Node, target: Node): void {
  for (const child of source.childNodes) {
    if (child instanceof Text) target.appendChild(document.createTextNode(child.data))
    if (!(child instanceof Element)) continue
    const node = createNode(child.localName, (name) => child.getAttribute(name))
    // A tag that is not trusted is left out with all that it holds.
    if (!node) continue
    fromHtml(child, node)
    target.appendChild(node)
  }
}

function fromList(list: unknown, target: Node): void {
  if (!Array.isArray(list)) return
  for (const item of list as unknown[]) {
    if (typeof item !== 'object' || item === null) continue
    const { type, text, name, attrs, children } = item as Record<string, unknown>
    if (type === 'text') {
      target.appendChild(document.createTextNode(decodeEntities(textOf(text))))
      continue
    }
    const values: Record<string, unknown> = typeof attrs === 'object' && attrs !== null ? { ...attrs } : {}
    const node = createNode(String(name), (key) => (key in values ? String(values[key]) : null))
    if (!node) continue
    fromList(children, node)
    target.appendChild(node)
  }
}

/** `<rich-text>`: HTML text or a list of nodes, of trusted tags only. */
export const richText: Builtin = {
  tag: 'rich-text',
  properties: { nodes: null, space: '', userSelect: false, mode: 'default' },
  setup(self) {
    let drawn: unknown
    const box = document.createElement('div')
    self.host.append(box)
    return {
      render() {
        const nodes = self.value('nodes')
        self.host.toggleAttribute('selectable', self.flag('userSelect'))
        self.host.classList.toggle('wx-keep-space', self.text('space') !== '')
        if (nodes === drawn) return
        drawn = nodes
        box.replaceChildren()
        if (typeof nodes === 'string') {
          // A parsed document runs no scripts and loads nothing.
          fromHtml(new DOMParser().parseFromString(nodes, 'text/html').body, box)
        } else fromList(nodes, box)
      },
    }
  },
}
