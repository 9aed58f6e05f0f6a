import { currentModule } from './hooks'
import { codeSpace, stringBehaviors } from './space'

type Definition = Record<string, unknown>

let application: Record<string, unknown> = {}

/** The object given to `App()`, which `getApp()` answers. */
export function appInstance(): Record<string, unknown> {
  return application
}

/** Calls a handler of the app, if it has it. */
export function callApp(name: string, argument?: unknown): void {
  const handler = application[name]
  if (typeof handler === 'function') Reflect.apply(handler, application, [argument])
}

function withBehaviors(definition: Definition): Definition {
  const behaviors = definition['behaviors']
  if (!Array.isArray(behaviors)) return definition
  return {
    ...definition,
    behaviors: behaviors.map((behavior: unknown) => {
      if (typeof behavior !== 'string') return behavior
      const known = stringBehaviors.get(behavior)
      if (!known) throw new Error(`behavior "${behavior}" 在预览中不支持`)
      return known
    }),
  }
}

/** Installs App, Page, Component, Behavior and their getters as globals. */
export function installGlobals(pages: () => unknown[]): void {
  Object.assign(globalThis, {
    App(definition: Definition) {
      application = definition
    },
    getApp: () => application,
    getCurrentPages: () => pages(),
    Page(definition: Definition) {
      codeSpace.component(currentModule()).pageDefinition(withBehaviors(definition)).register()
    },
    Component(definition: Definition) {
      codeSpace.component(currentModule()).definition(withBehaviors(definition)).register()
    },
    Behavior: (definition: Definition) =>
      codeSpace.behavior().definition(withBehaviors(definition)).register(),
    requirePlugin(name: string) {
      throw new Error(`requirePlugin("${name}") 在预览中不支持`)
    },
  })
}
