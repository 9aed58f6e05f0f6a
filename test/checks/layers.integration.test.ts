import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { removeTrees, writeTree } from '../support/tree'

const root = path.resolve(__dirname, '../..')
const settings = {
  'tsconfig.json': fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8'),
  'package.json': '{ "name": "tree", "dependencies": { "known": "1.0.0" } }',
  'node_modules/known/package.json': '{ "name": "known", "version": "1.0.0", "main": "index.js" }',
  'node_modules/known/index.js': 'module.exports = {}',
  'node_modules/hidden/package.json': '{ "name": "hidden", "version": "1.0.0", "main": "index.js" }',
  'node_modules/hidden/index.js': 'module.exports = {}',
  'node_modules/@cloudbase/node-sdk/package.json': '{ "name": "@cloudbase/node-sdk", "main": "index.js" }',
  'node_modules/@cloudbase/node-sdk/index.js': 'module.exports = {}',
}

/** A small project that keeps every rule. */
const clean: Record<string, string> = {
  'cloudfunctions/shared/action.ts': `export const action = 1`,
  'cloudfunctions/shared/db.ts': `import './action'; export const db = 1`,
  'cloudfunctions/shared/values.ts': `export type Value = 1`,
  'cloudfunctions/shifts/rules.ts': `import type { Value } from '../shared/values'; export const may = (v: Value) => v`,
  'cloudfunctions/shifts/store.ts': `import '../shared/db'; import './rules'; export const store = 1`,
  'cloudfunctions/shifts/view.ts': `import './rules'; import type { Dto } from './dto'; export const view = (d: Dto) => d`,
  'cloudfunctions/shifts/dto.ts': `import type { Value } from '../shared/values'; export interface Dto { v: Value }`,
  'cloudfunctions/shifts/actions/claim.ts': `import '../../shared/action'; import '../rules'; import '../store'; export const claim = 1`,
  'cloudfunctions/shifts/actions/index.ts': `import { claim } from './claim'; export const actions = { claim }`,
  'cloudfunctions/shifts/index.ts': `import './actions/index'`,
  'cloudfunctions/help/rules.ts': `export const may = 1`,
  'cloudfunctions/help/jobs.ts': `import './rules'; export const job = 1`,
  'cloudfunctions/help/store.ts': `import '../shared/db'; import '../shifts/store'; export const store = 1`,
  'cloudfunctions/help/actions/accept.ts': `import '../../shifts/rules'; import type { Dto } from '../../shifts/dto'; export type D = Dto`,
  'cloudfunctions/help/index.ts': `import './actions/accept'`,
  'cloudfunctions/clock/index.ts': `import '../help/jobs'; import '../shared/action'`,
  'miniprogram/api/shifts.ts': `import type { actions } from '../../cloudfunctions/shifts/actions/index'; export type A = typeof actions`,
  'miniprogram/lib/time.ts': `export const time = 1`,
  'miniprogram/pages/home.ts': `import '../lib/time'; import type { Dto } from '../../cloudfunctions/shifts/dto'; export type D = Dto`,
  'localcloud/store/index.ts': `export const store = 1`,
  'localcloud/main.ts': `import './store/index'; export const main = 1`,
  'localcloud/seed/index.ts': `import '../../cloudfunctions/shared/values'; export const seed = 1`,
  'localcloud/start.mjs': `import './main'`,
  'test/a.test.ts': `import '../localcloud/main'; import '../cloudfunctions/shifts/rules'`,
}

/** The broken rules, each with what broke it, as "rule: from → to". */
function violations(files: Record<string, string>): string[] {
  const dir = writeTree({ ...settings, ...files })
  const folders = ['cloudfunctions', 'localcloud', 'miniprogram', 'test']
  const config = path.join(root, '.dependency-cruiser.cjs')
  const bin = path.join(root, 'node_modules', '.bin', 'depcruise')
  const args = [...folders, '--config', config, '--output-type', 'json']
  let output: string
  try {
    output = execFileSync(bin, args, { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 26 })
  } catch (error) {
    // It exits with the number of errors.
    output = String(Reflect.get(Object(error), 'stdout'))
  }
  const result = JSON.parse(output) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] }
  }
  return result.summary.violations.map((each) => `${each.rule.name}: ${each.from} → ${each.to}`)
}

/** Files that each break one rule, with the rule and the direction that must be found. */
const broken: [rule: string, from: string, text: string, to: string][] = [
  [
    'domain-through-its-door',
    'cloudfunctions/help/a.ts',
    `import '../shifts/inner'`,
    'cloudfunctions/shifts/inner.ts',
  ],
  [
    'shared-knows-no-domain',
    'cloudfunctions/shared/a.ts',
    `import '../shifts/rules'`,
    'cloudfunctions/shifts/rules.ts',
  ],
  [
    'shared-knows-no-domain',
    'cloudfunctions/shared/b.ts',
    `import type { Dto } from '../shifts/dto'; export type D = Dto`,
    'cloudfunctions/shifts/dto.ts',
  ],
  [
    'actions-on-top',
    'cloudfunctions/shifts/a.ts',
    `import './actions/claim'`,
    'cloudfunctions/shifts/actions/claim.ts',
  ],
  [
    'domain-through-its-door',
    'cloudfunctions/help/actions/b.ts',
    `import '../../shifts/actions/claim'`,
    'cloudfunctions/shifts/actions/claim.ts',
  ],
  [
    'clock-through-doors',
    'cloudfunctions/clock/a.ts',
    `import '../shifts/inner'`,
    'cloudfunctions/shifts/inner.ts',
  ],
  ['nobody-imports-an-index', 'cloudfunctions/help/c.ts', `import './index'`, 'cloudfunctions/help/index.ts'],
  ['rules-are-pure', 'cloudfunctions/help/rules.ts', `import './store'`, 'cloudfunctions/help/store.ts'],
  [
    'index-serves-actions',
    'cloudfunctions/shifts/index.ts',
    `import './store'`,
    'cloudfunctions/shifts/store.ts',
  ],
  ['store-below-views', 'cloudfunctions/shifts/store.ts', `import './view'`, 'cloudfunctions/shifts/view.ts'],
  [
    'one-door-to-the-database',
    'cloudfunctions/shifts/b.ts',
    `import '@cloudbase/node-sdk'`,
    'node_modules/@cloudbase/node-sdk/index.js',
  ],
  [
    'functions-stand-alone',
    'cloudfunctions/shifts/c.ts',
    `import '../../localcloud/main'`,
    'localcloud/main.ts',
  ],
  [
    'functions-stand-alone',
    'cloudfunctions/shifts/d.ts',
    `import '../../miniprogram/lib/time'`,
    'miniprogram/lib/time.ts',
  ],
  [
    'miniprogram-takes-types-only',
    'miniprogram/api/b.ts',
    `import '../../cloudfunctions/shifts/rules'`,
    'cloudfunctions/shifts/rules.ts',
  ],
  [
    'pages-call-through-api',
    'miniprogram/pages/c.ts',
    `import type { actions } from '../../cloudfunctions/shifts/actions/index'; export type A = typeof actions`,
    'cloudfunctions/shifts/actions/index.ts',
  ],
  [
    'miniprogram-stands-alone',
    'miniprogram/pages/d.ts',
    `import '../../localcloud/main'`,
    'localcloud/main.ts',
  ],
  [
    'localcloud-knows-no-product',
    'localcloud/endpoint/a.ts',
    `import '../../cloudfunctions/shared/values'`,
    'cloudfunctions/shared/values.ts',
  ],
  [
    'localcloud-knows-no-product',
    'localcloud/endpoint/b.ts',
    `import '../../miniprogram/lib/time'`,
    'miniprogram/lib/time.ts',
  ],
  [
    'seed-knows-records-only',
    'localcloud/seed/a.ts',
    `import '../../cloudfunctions/shifts/actions/claim'`,
    'cloudfunctions/shifts/actions/claim.ts',
  ],
  ['nothing-uses-localcloud', 'miniprogram/lib/e.ts', `import '../../localcloud/main'`, 'localcloud/main.ts'],
  ['no-tests-in-the-product', 'localcloud/c.ts', `import '../test/helper'`, 'test/helper.ts'],
  ['nothing-unresolvable', 'localcloud/d.ts', `import './gone'`, './gone'],
  ['declared-packages-only', 'localcloud/e.ts', `import 'hidden'`, 'node_modules/hidden/index.js'],
  ['no-cycles', 'localcloud/f.ts', `import './g'`, 'localcloud/g.ts'],
]

const helpers = {
  'cloudfunctions/shifts/inner.ts': `export const inner = 1`,
  'test/helper.ts': `export const helper = 1`,
  'localcloud/g.ts': `import './f'`,
}

describe('the one-way rules', () => {
  afterAll(removeTrees)

  it('let a clean project pass', () => {
    expect(violations(clean)).toEqual([])
  })

  describe('catch', () => {
    let found: string[]
    beforeAll(() => {
      const extra: Record<string, string> = {}
      for (const [, from, text] of broken) extra[from] = `${clean[from] ?? ''}\n${text}`
      found = violations({ ...clean, ...helpers, ...extra })
    })

    it.each(broken)('%s in %s (%s)', (rule, from, _text, to) => {
      expect(found).toContain(`${rule}: ${from} → ${to}`)
    })
  })

  it('has a case here for each rule', () => {
    const config = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs')
    const tested = new Set([...broken.map(([rule]) => rule), 'dto-is-types'])
    expect(config.forbidden.map((rule) => rule.name).filter((name) => !tested.has(name))).toEqual([])
  })

  it('takes a dto for its types only', () => {
    const value = {
      'cloudfunctions/shifts/dto.ts': `export const limit = 1`,
      'cloudfunctions/help/a.ts': `import { limit } from '../shifts/dto'; export const l = limit`,
    }
    expect(violations({ ...clean, ...value })).toEqual([
      'dto-is-types: cloudfunctions/help/a.ts → cloudfunctions/shifts/dto.ts',
    ])
  })
})
