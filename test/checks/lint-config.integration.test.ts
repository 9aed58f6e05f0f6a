import { execFileSync } from 'node:child_process'
import path from 'node:path'

const half = 'export function half(n: number): number {\n  return n / 2\n}\n'

/** What each text is about, the file it is put in, and the rules that it must break: exactly these, each so often. */
const cases: [what: string, file: string, text: string, rules: string[]][] = [
  ['an export of shared/ without docstring', 'cloudfunctions/shared/geo.ts', half, ['jsdoc/require-jsdoc']],
  ['one with', 'cloudfunctions/shared/geo.ts', `/** Half of a number. */\n${half}`, []],
  [
    'the clock in rules',
    'cloudfunctions/shifts/rules.ts',
    'export const at = Date.now()',
    ['shishi/no-ambient-input'],
  ],
  [
    'in a store',
    'cloudfunctions/shifts/store.ts',
    'export const at = new Date()',
    ['shishi/no-ambient-input'],
  ],
  [
    'chance in a use case',
    'cloudfunctions/shifts/actions/claim.ts',
    'export const at = Math.random()',
    ['shishi/no-ambient-input'],
  ],
  [
    'a rule switched off by comment',
    'cloudfunctions/shifts/rules.ts',
    '/* eslint-disable */\nexport const at = Date.now()',
    [
      "'/* eslint-disable */' has no effect because you have 'noInlineConfig' setting in your config.",
      'shishi/no-ambient-input',
    ],
  ],
  [
    'a statement that leaves its transaction, whatever the name',
    'cloudfunctions/shared/db.ts',
    `interface Transaction {
      collection(name: string): { where(condition: object): { count(): Promise<number> } }
    }
    /** Counts. */
    export async function run(session: Transaction): Promise<number> {
      return session.collection('shifts').where({ day: 1 }).count()
    }`,
    ['shishi/no-escape-from-transaction'],
  ],
  [
    'a floating promise',
    'localcloud/clock.ts',
    'async function save(): Promise<void> {}\nexport function run(): void {\n  save()\n}',
    ['@typescript-eslint/no-floating-promises'],
  ],
  [
    'any',
    'localcloud/clock.ts',
    'export const read = (value: any): string => String(value)',
    ['@typescript-eslint/no-explicit-any'],
  ],
  [
    'a switch with a gap',
    'localcloud/clock.ts',
    `export function run(kind: 'a' | 'b'): void {\n  switch (kind) {\n    case 'a':\n      break\n  }\n}`,
    ['@typescript-eslint/switch-exhaustiveness-check'],
  ],
  [
    'Node in the mini-program',
    'miniprogram/lib/time.ts',
    `export const all = [process.env, Buffer.from('a'), fetch('/')]`,
    ['no-restricted-globals', 'no-restricted-globals', 'no-restricted-globals'],
  ],
  [
    'modules of Node and of functions in the mini-program',
    'miniprogram/lib/time.ts',
    `import '../../cloudfunctions/shared/values'\nimport 'node:fs'`,
    ['@typescript-eslint/no-restricted-imports', '@typescript-eslint/no-restricted-imports'],
  ],
  [
    'types of functions in the mini-program',
    'miniprogram/lib/time.ts',
    `import type { Point } from '../../cloudfunctions/shared/values'\nexport type Place = { at: Point }`,
    [],
  ],
]

describe('eslint.config.mjs', () => {
  let found: string[][]
  beforeAll(() => {
    const input = JSON.stringify(cases.map(([, file, text]) => [file, text]))
    const script = path.join(__dirname, 'lint-texts.mjs')
    found = JSON.parse(execFileSync(process.execPath, [script], { input, encoding: 'utf8' })) as string[][]
  })

  it.each(cases.map(([what, file, , rules], index) => ({ what, file, rules, index })))(
    '$what ($file)',
    ({ rules, index }) => {
      expect(found[index]).toEqual(rules)
    },
  )
})
