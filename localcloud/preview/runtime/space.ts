import * as glassEasel from 'glass-easel'
import {
  component as adapterComponent,
  MiniProgramEnv,
  type CodeSpace,
  type Root,
} from 'glass-easel-miniprogram-adapter'
import { PreviewBackend } from './backend'
import { registerBuiltins } from './builtins/index'
import { markBehavior } from './builtins/tree'
import { createIntersectionObserver, createSelectorQuery } from './queries'
import type { PreviewData, Templates } from './types'

interface OptionsHook {
  prepareComponentOptions(is: string, options?: object): [glassEasel.ComponentOptions, string]
}

const environment = new MiniProgramEnv()
const backend = environment.associateBackend(new PreviewBackend())

/** The code space in which all pages and components of the mini-program are registered. */
export const codeSpace: CodeSpace = environment.createCodeSpace('', true)

// A property may be called `data` (t-form): fields must not be written over the component's own.
glassEasel.globalOptions.writeFieldsToNode = false

/** Registers built-ins, templates and configurations; scripts follow. */
export function prepareSpace(data: PreviewData, templates: Templates): void {
  const space = codeSpace.getComponentSpace()
  space.updateComponentOptions({ writeFieldsToNode: false, idPrefixGenerator: null, writeIdToDOM: true })
  registerBuiltins(space)
  tuneOptions(codeSpace as CodeSpace & OptionsHook)
  codeSpace.setOverallBehavior(overallBehavior())
  extendCaller()
  for (const [path, config] of Object.entries(data.configs)) {
    codeSpace.addComponentStaticConfig(path, config)
    codeSpace.addStyleSheet(path, undefined, data.scopes[path] ?? '')
    const template = templates[path]
    if (template) codeSpace.addCompiledTemplate(path, { groupList: templates, content: template })
  }
}

/** Creates the root component of a page; `query` is the part of the URL after `?`. */
export function createPageRoot(path: string, query: string): Root {
  return backend.createRoot('page', codeSpace, query === '' ? path : `${path}?${query}`)
}

/** The built-in behaviours that are named by a string. */
export const stringBehaviors = new Map(
  Object.entries({
    'wx://form-field': { name: { type: String, value: '' }, value: { type: null, value: null } },
    'wx://form-field-group': {},
    'wx://form-field-button': {},
    'wx://component-export': {},
    'wx://proxy-scroll-view': {},
  }).map(([name, properties]) => [
    name,
    codeSpace
      .behavior()
      .definition({
        properties,
        lifetimes: {
          created(this: unknown) {
            markBehavior((this as Caller)._$, name)
          },
        },
      })
      .register(),
  ]),
)

function tuneOptions(space: CodeSpace & OptionsHook): void {
  const prepare = space.prepareComponentOptions.bind(space)
  space.prepareComponentOptions = (is, options) => {
    const [prepared, isolation] = prepare(is, options)
    // A prefix would put random ids into the DOM.
    return [{ ...prepared, idPrefixGenerator: null, writeIdToDOM: true, writeFieldsToNode: false }, isolation]
  }
}

interface Caller {
  _$: glassEasel.GeneralComponent
}

/** What every page and component does besides its own: names itself in the DOM and gets `ready` after a frame. */
function overallBehavior(): glassEasel.GeneralBehavior {
  return codeSpace.getComponentSpace().defineBehavior({
    is: 'preview:overall',
    lifetimes: {
      created(this: unknown) {
        const host = (this as Caller)._$
        const node: unknown = host.getBackendElement()
        if (node instanceof HTMLElement) node.setAttribute('wx-is', host.is)
      },
      attached(this: unknown) {
        const host = (this as Caller)._$
        window.requestAnimationFrame(() => host.triggerLifetime('ready', []))
      },
    },
  }) as glassEasel.GeneralBehavior
}

/** Methods of `this` that the adapter lacks, or has with other semantics than WeChat. */
function extendCaller(): void {
  const prototype = adapterComponent.ComponentCaller.prototype as unknown
  Object.assign(prototype as object, {
    createSelectorQuery(this: Caller) {
      return createSelectorQuery(() => this._$)
    },
    createIntersectionObserver(this: Caller, options?: object) {
      return createIntersectionObserver(() => this._$, options)
    },
    triggerEvent(this: Caller, name: string, detail?: unknown, options?: glassEasel.EventOptions) {
      this._$.triggerEvent(name, detail ?? {}, options ?? {})
    },
    getTabBar: () => null,
    setUpdatePerformanceListener: () => undefined,
  })
}
