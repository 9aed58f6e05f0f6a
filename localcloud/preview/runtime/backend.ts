import { CurrentWindowBackendContext, type domlikeBackend } from 'glass-easel'
import { rpxToCss } from './units'

type BackendElement = domlikeBackend.Element

function isBackendElement(node: unknown): node is BackendElement {
  return node instanceof HTMLElement
}

/**
 * The DOM as glass-easel's backend: host tags become `wx-*`, inline styles may use rpx, and DOM events are left to
 * the touch synthesis and the built-ins (the stock handling would fire native `input` events a second time).
 */
export class PreviewBackend extends CurrentWindowBackendContext {
  constructor() {
    super()
    const stock = this.document
    this.document = {
      createElement: createHost,
      createTextNode: (content) => stock.createTextNode(content),
      createDocumentFragment: () => stock.createDocumentFragment(),
    }
  }

  override onEvent(): void {
    // Events come from touch.ts and the built-ins.
  }

  override setListenerStats(): void {
    // Listeners live in the component tree alone.
  }
}

/** A DOM node as the framework's backend type. */
export function backendNode(node: unknown): BackendElement {
  if (!isBackendElement(node)) throw new Error('not an element of this page')
  return node
}

function createHost(tag: string): BackendElement {
  const node = backendNode(document.createElement(`wx-${tag}`))
  const setAttribute = node.setAttribute.bind(node)
  node.setAttribute = (name: string, value: unknown) => {
    setAttribute(name, name === 'style' ? rpxToCss(String(value)) : String(value))
  }
  return node
}
