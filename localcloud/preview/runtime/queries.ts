import { Component, type Element, type GeneralComponent } from 'glass-easel'
import { builtinOf } from './builtins/define'
import { composedDescendants } from './builtins/tree'
import { pageFrameOf } from './units'

/** What `NodesRef.fields` may ask for. */
export interface QueryFields {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
  context?: boolean
  node?: boolean
}

type Answer = Record<string, unknown> | null
type Callback = (answer: Answer | Answer[]) => void
type Scope = () => GeneralComponent | null

/** The nodes that a selector names, to be asked for something. */
export interface NodesRef {
  fields(fields: QueryFields, callback?: Callback): SelectorQuery
  boundingClientRect(callback?: Callback): SelectorQuery
  scrollOffset(callback?: Callback): SelectorQuery
  context(callback?: Callback): SelectorQuery
  node(callback?: Callback): SelectorQuery
}

/** WeChat's `SelectorQuery`; lengths in pixels, against the visible page area. */
export interface SelectorQuery {
  in(component: unknown): SelectorQuery
  select(selector: string): NodesRef
  selectAll(selector: string): NodesRef
  selectViewport(): NodesRef
  exec(callback?: (answers: (Answer | Answer[])[]) => void): NodesRef | null
}

function isComponent(value: unknown): value is GeneralComponent {
  return Component.isComponent(value)
}

/** The component behind what pages hold in hand: an instance (`this`) or the component itself. */
export function componentOf(value: unknown): GeneralComponent | null {
  if (isComponent(value)) return value
  if (typeof value !== 'object' || value === null || !('_$' in value)) return null
  return isComponent(value._$) ? value._$ : null
}

/** The DOM node of an element; that of its first part where its host is virtual. */
export function nodeOf(element: Element): HTMLElement | null {
  const own: unknown = element.getBackendElement()
  if (own instanceof HTMLElement) return own
  for (const part of composedDescendants(element)) {
    const node: unknown = part.getBackendElement()
    if (node instanceof HTMLElement) return node
  }
  return null
}

function rectOf(node: globalThis.Element): Record<string, number> {
  const frame = pageFrameOf(node)?.getBoundingClientRect()
  return plainRect(node.getBoundingClientRect(), frame?.left ?? 0, frame?.top ?? 0)
}

function plainRect(rect: DOMRectReadOnly, x: number, y: number): Record<string, number> {
  return {
    left: rect.left - x,
    right: rect.right - x,
    top: rect.top - y,
    bottom: rect.bottom - y,
    width: rect.width,
    height: rect.height,
  }
}

function scrollOf(node: globalThis.Element): Record<string, number> {
  return {
    scrollLeft: node.scrollLeft,
    scrollTop: node.scrollTop,
    scrollWidth: node.scrollWidth,
    scrollHeight: node.scrollHeight,
  }
}

function place(node: globalThis.Element | null, fields: QueryFields): Record<string, unknown> {
  if (!node) return {}
  const { width, height, ...edges } = rectOf(node)
  return {
    ...(fields.rect ? edges : {}),
    ...(fields.size ? { width, height } : {}),
    ...(fields.scrollOffset ? scrollOf(node) : {}),
  }
}

function describe(element: Element, fields: QueryFields): Record<string, unknown> {
  const node = nodeOf(element)
  const answer = place(node, fields)
  if (fields.id) answer['id'] = element.id
  if (fields.dataset) answer['dataset'] = element.dataset ?? {}
  if (fields.mark) answer['mark'] = element.collectMarks()
  const data = element.asGeneralComponent()?.data as Record<string, unknown> | undefined
  for (const name of fields.properties ?? []) {
    answer[name] = data?.[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())]
  }
  if (fields.computedStyle && node) {
    const style = getComputedStyle(node)
    for (const name of fields.computedStyle) {
      answer[name] = style.getPropertyValue(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    }
  }
  const inner: unknown = fields.node || fields.context ? builtinOf(element)?.handlers.node?.() : undefined
  if (fields.node) answer['node'] = inner ?? null
  if (fields.context) answer['context'] = inner ?? null
  return answer
}

function describeViewport(component: GeneralComponent | null, fields: QueryFields): Answer {
  const frame = pageFrameOf(component ? nodeOf(component) : null)
  const answer: Record<string, unknown> = {}
  if (fields.id) answer['id'] = ''
  if (fields.dataset) answer['dataset'] = {}
  return { ...answer, ...place(frame?.querySelector('.pv-page-scroll') ?? frame, fields) }
}

function find(component: GeneralComponent | null, selector: string): Element[] {
  return component?.getShadowRoot()?.querySelectorAll(selector) ?? []
}

/** A `SelectorQuery` that looks in the component which `scope` gives, unless `in` names another. */
export function createSelectorQuery(scope: Scope): SelectorQuery {
  let current = scope
  const work: { run: () => Answer | Answer[]; callback: Callback | undefined }[] = []
  const ref = (answer: (fields: QueryFields) => Answer | Answer[]): NodesRef => {
    const ask = (fields: QueryFields, callback?: Callback): SelectorQuery => {
      work.push({ run: () => answer(fields), callback })
      return query
    }
    return {
      fields: ask,
      boundingClientRect: (callback) => ask({ id: true, dataset: true, rect: true, size: true }, callback),
      scrollOffset: (callback) => ask({ id: true, dataset: true, scrollOffset: true }, callback),
      context: (callback) => ask({ context: true }, callback),
      node: (callback) => ask({ node: true }, callback),
    }
  }
  const query: SelectorQuery = {
    in(component) {
      current = () => componentOf(component)
      return query
    },
    select(selector) {
      const within = current
      return ref((fields) => {
        const [found] = find(within(), selector)
        return found ? describe(found, fields) : null
      })
    },
    selectAll(selector) {
      const within = current
      return ref((fields) => find(within(), selector).map((element) => describe(element, fields)))
    },
    selectViewport() {
      const within = current
      return ref((fields) => describeViewport(within(), fields))
    },
    exec(callback) {
      const tasks = [...work]
      // As in WeChat, the answers come after the updates that are under way.
      window.setTimeout(() => {
        const answers = tasks.map((task) => {
          const answer = task.run()
          task.callback?.(answer)
          return answer
        })
        callback?.(answers)
      }, 0)
      return null
    },
  }
  return query
}

interface Margins {
  left?: number
  right?: number
  top?: number
  bottom?: number
}

/** WeChat's `IntersectionObserver`. */
export interface PreviewIntersectionObserver {
  relativeTo(selector: string, margins?: Margins): PreviewIntersectionObserver
  relativeToViewport(margins?: Margins): PreviewIntersectionObserver
  observe(selector: string, callback: (status: Record<string, unknown>) => void): void
  disconnect(): void
}

/** An observer of elements of a component; the first state is told, too. */
export function createIntersectionObserver(scope: Scope, options: object = {}): PreviewIntersectionObserver {
  const { thresholds = [0], observeAll = false } = options as { thresholds?: number[]; observeAll?: boolean }
  let relative: string | null = null
  let margins: Margins = {}
  const observers: IntersectionObserver[] = []
  const self: PreviewIntersectionObserver = {
    relativeTo(selector, given = {}) {
      relative = selector
      margins = given
      return self
    },
    relativeToViewport(given = {}) {
      relative = null
      margins = given
      return self
    },
    observe(selector, callback) {
      const component = scope()
      const found = find(component, selector)
      const reference = relative === null ? undefined : find(component, relative)[0]
      for (const element of observeAll ? found : found.slice(0, 1)) {
        const node = nodeOf(element)
        if (!node) continue
        const named = reference ? nodeOf(reference) : null
        const root = named?.contains(node) ? named : node.closest('.pv-page-scroll')
        const { top = 0, right = 0, bottom = 0, left = 0 } = margins
        const observer = new IntersectionObserver(
          (entries) => {
            const frame = pageFrameOf(node)?.getBoundingClientRect()
            const [x, y] = [frame?.left ?? 0, frame?.top ?? 0]
            for (const entry of entries) {
              callback({
                id: element.id,
                dataset: element.dataset ?? {},
                intersectionRatio: entry.intersectionRatio,
                intersectionRect: plainRect(entry.intersectionRect, x, y),
                boundingClientRect: plainRect(entry.boundingClientRect, x, y),
                relativeRect: plainRect(entry.rootBounds ?? new DOMRect(), x, y),
                time: entry.time,
              })
            }
          },
          { root, rootMargin: `${top}px ${right}px ${bottom}px ${left}px`, threshold: thresholds },
        )
        observer.observe(node)
        observers.push(observer)
      }
    },
    disconnect() {
      for (const observer of observers.splice(0)) observer.disconnect()
    },
  }
  return self
}
