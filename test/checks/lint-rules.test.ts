import { RuleTester } from 'eslint'
import path from 'node:path'
import tseslint from 'typescript-eslint'
import shishi from '../../.ci/eslint/index.mjs'

RuleTester.it = it
RuleTester.describe = describe
const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } })

const outside = (method: string) => [{ messageId: 'outside', data: { method } }]
const invalidOf = (code: string, method: string) => ({ code, errors: outside(method) })

tester.run('no-escape-from-transaction', shishi.rules['no-escape-from-transaction'], {
  valid: [
    `tx.collection('a').doc('1').update({ n: 1 })`,
    `tx.collection('a').doc('1').remove()`,
    `tx.collection('a').add({})`,
    `tx.collection('a').where({ n: 1 }).get()`,
    `tx.collection('a').where({ n: 1 }).updateAndReturn({ n: 2 })`,
    `db.collection('a').where({ n: 1 }).update({ n: 2 })`,
    `db.collection('a').where({ n: 1 }).count()`,
    `tx.of(people).update('1', { n: 1 })`,
    `const t = db.collection('a'); t.where({}).remove()`,
    `list.count()`,
  ],
  invalid: [
    invalidOf(`tx.collection('a').where({ n: 1 }).update({ n: 2 })`, 'update'),
    invalidOf(`transaction.collection('a').where({ n: 1 }).remove()`, 'remove'),
    invalidOf(`await tx.collection('a').where({ n: 1 }).count()`, 'count'),
    invalidOf(`tx.collection('a').count()`, 'count'),
    invalidOf(`tx.collection('a').aggregate().match({})`, 'aggregate'),
    invalidOf(`tx.collection('a').where({}).limit(1).update({ n: 2 })`, 'update'),
    invalidOf(`this.tx.collection('a').where({}).remove()`, 'remove'),
    invalidOf(`const all = tx.collection('a').where({}); all.update({ n: 2 })`, 'update'),
    invalidOf(`const c = tx.collection('a'); const q = c.where({}); q.remove()`, 'remove'),
    invalidOf(`tx!.collection('a').where({}).update({})`, 'update'),
    invalidOf(`const sessionTx = await db.startTransaction(); sessionTx.collection('a').count()`, 'count'),
  ],
})

// By type, whatever the name: needs a file that a tsconfig knows.
const root = path.resolve(__dirname, '../..')
const typed = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: root },
  },
})
const filename = path.join(root, 'test', 'support', 'tree.ts')
const sdk = `
  import type { Transaction } from '@cloudbase/database/dist/commonjs/transaction'
  declare const session: Transaction
`
typed.run('no-escape-from-transaction by type', shishi.rules['no-escape-from-transaction'], {
  valid: [{ filename, code: `${sdk} session.collection('a').doc('1').update({})` }],
  invalid: [
    { filename, ...invalidOf(`${sdk} session.collection('a').where({}).update({})`, 'update') },
    {
      filename,
      ...invalidOf(`${sdk} const every = session.collection('a'); every.where({}).count()`, 'count'),
    },
  ],
})

const ambient = (code: string, what: string) => ({ code, errors: [{ messageId: 'ambient', data: { what } }] })

tester.run('no-ambient-input', shishi.rules['no-ambient-input'], {
  valid: [
    `new Date(now)`,
    `const at = date.now`,
    `dayjs(now).utcOffset(8)`,
    `Math.max(1, 2)`,
    `Date.parse(text)`,
    `clock.now()`,
  ],
  invalid: [
    ambient(`new Date()`, 'new Date()'),
    ambient(`Date()`, 'Date()'),
    ambient(`Date.now()`, 'Date.now'),
    ambient(`const read = Date.now`, 'Date.now'),
    ambient(`Date['now']()`, 'Date.now'),
    ambient(`Math.random()`, 'Math.random'),
    ambient(`dayjs()`, 'dayjs()'),
    ambient(`crypto.randomUUID()`, 'crypto.randomUUID'),
    ambient(`performance.now()`, 'performance.now'),
  ],
})
