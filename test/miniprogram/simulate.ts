import fs from 'node:fs'
import path from 'node:path'
import simulate, { type RootComponent } from 'miniprogram-simulate'

const root = path.resolve(__dirname, '../../miniprogram')

/** A rendered component: `dom` is its element, `instance` what its methods call `this`. */
export type Rendered = RootComponent<
  WechatMiniprogram.Component.DataOption,
  WechatMiniprogram.Component.PropertyOption,
  WechatMiniprogram.Component.MethodOption
>

const loaded = new Map<string, string>()
const shown = new Set<{ component: Rendered; parent: HTMLElement }>()

/**
 * Renders a component of the mini-program from its sources, on the page of the test, and lets it attach.
 * @param name folder under miniprogram/components, or a path such as `packages/recruit/components/either-or`
 * @param properties what a page would set
 */
export function show(name: string, properties: Record<string, unknown> = {}): Rendered {
  const file = path.join(root, name.includes('/') ? name : path.join('components', name), 'index')
  if (!fs.existsSync(`${file}.json`)) throw new Error(`there is no component ${name}`)
  const component: Rendered = simulate.render(idOf(name, file), properties)
  const parent = document.createElement('div')
  document.body.append(parent)
  component.attach(parent)
  component.triggerLifeTime('ready')
  shown.add({ component, parent })
  return component
}

/** Loads a component once; in modules of its own, since each script must run again for each that uses it. */
function idOf(name: string, file: string): string {
  let id = loaded.get(name)
  if (id === undefined) {
    jest.isolateModules(() => {
      id = simulate.load(file, path.basename(name), {
        rootPath: root,
        compiler: 'official',
        // Everything is compiled into one text; the compiler's own limit of 1 MB is less than that.
        compilerOptions: { maxBuffer: 32 << 20 },
        usingComponents: npmComponents(file),
      })
    })
    loaded.set(name, id ?? '')
  }
  return id ?? ''
}

/** The npm components of a component and those it is made of, under the paths that the simulator understands. */
function npmComponents(file: string): Record<string, string> {
  const json = JSON.parse(fs.readFileSync(`${file}.json`, 'utf8')) as {
    usingComponents?: Record<string, string>
  }
  const found: Record<string, string> = {}
  for (const [tag, value] of Object.entries(json.usingComponents ?? {})) {
    const packed = `/miniprogram_npm/${value}`
    const own = value.startsWith('/') ? path.join(root, value) : path.join(path.dirname(file), value)
    if (fs.existsSync(`${own}.json`)) Object.assign(found, npmComponents(own))
    else if (fs.existsSync(path.join(root, `${packed}.json`))) found[tag] = packed
    else throw new Error(`${file}.json: ${value} is not there (npm components: npm test packs them)`)
  }
  return found
}

/** Takes everything off the page again; for `afterEach`. */
export function clear(): void {
  for (const { component, parent } of shown) {
    component.detach()
    parent.remove()
  }
  shown.clear()
}

/** A component's text as a person reads it, white space joined. */
export function textOf(component: Rendered): string {
  return (component.dom?.textContent ?? '').replace(/\s+/g, ' ').trim()
}

/** Taps the first element that matches, as a finger does. */
export async function tap(component: Rendered, selector: string): Promise<void> {
  const target = component.querySelector(selector)
  if (!target) throw new Error(`there is no ${selector}`)
  target.dispatchEvent('touchstart')
  target.dispatchEvent('touchend')
  await simulate.sleep(0)
}
