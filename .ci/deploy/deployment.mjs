// cloudfunctions/cloudbase.json: functions, collections, rules and indexes as data.
import { readFileSync } from 'node:fs'
import * as z from 'zod'

const Rule = z.record(z.string(), z.union([z.boolean(), z.string()]))

const Timer = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][\w-]{0,59}$/),
  // second minute hour day month weekday year
  cron: z.string().regex(/^\S+( \S+){6}$/, 'a cron of CloudBase has 7 fields'),
})

const Settings = z.strictObject({
  memory: z.union([128, 256, 512, 1024, 2048].map((size) => z.literal(size))).optional(),
  timeout: z.int().min(1).max(900).optional(),
  openapi: z.array(z.string()).optional(),
  trigger: Timer.optional(),
})

const Index = z.strictObject({
  name: z.string().regex(/^[\w-]{1,64}$/),
  fields: z.record(z.string(), z.union([z.literal(1), z.literal(-1), z.literal('2dsphere')])),
  unique: z.boolean().optional(),
})

const Collection = z.strictObject({ rule: Rule, indexes: z.array(Index) })

const Deployment = z.strictObject({
  runtime: z.string().regex(/^Nodejs\d+\.\d+$/),
  defaults: z.strictObject({ memory: z.int(), timeout: z.int() }),
  functions: z.record(z.string().regex(/^[a-z][\w-]{0,59}$/), Settings),
  collections: z.record(z.string().regex(/^[a-zA-Z][\w-]{0,31}$/), Collection),
  storage: z.strictObject({ rule: Rule, prefix: z.string().endsWith('/') }),
})

/**
 * Reads and checks a cloudbase.json.
 * @throws Error that names the file and each setting that is wrong
 */
export function readDeployment(file) {
  const parsed = Deployment.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file}:\n${z.prettifyError(parsed.error)}`)
  for (const [name, { indexes }] of Object.entries(parsed.data.collections)) {
    const names = indexes.map((index) => index.name)
    if (new Set(names).size < names.length) throw new Error(`${file}: ${name} has two indexes of one name`)
  }
  return parsed.data
}
