import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import deployment from '../../../cloudfunctions/cloudbase.json'
import { builtFunctions, PROJECT } from '../../support/built'

let dir: string

beforeAll(async () => {
  dir = await builtFunctions()
})

function json(...parts: string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(dir, ...parts), 'utf8')) as Record<string, unknown>
}

it('bundles every function that the deployment names, and no other', () => {
  expect(readdirSync(dir).sort()).toEqual(Object.keys(deployment.functions).sort())
})

it('writes what CloudBase reads beside each bundle', () => {
  expect(json('clock', 'config.json')).toEqual({
    permissions: { openapi: deployment.functions.clock.openapi },
    triggers: [{ name: 'minute', type: 'timer', config: '0 * * * * * *' }],
  })
  expect(json('shifts', 'config.json')).not.toHaveProperty('triggers')
  expect(json('shifts', 'package.json')).toMatchObject({ name: 'shifts', main: 'index.js' })
})

it('makes bundles that load with nothing but Node beside them', () => {
  for (const fn of Object.keys(deployment.functions)) {
    const script = `
      const { Module, createRequire } = require('node:module')
      const builtin = new Set(Module.builtinModules)
      const load = Module._load
      Module._load = (id, ...rest) => {
        if (builtin.has(id.replace('node:', '')) || id === process.argv[1]) return load(id, ...rest)
        throw new Error('needs ' + id)
      }
      process.stdout.write(typeof require(process.argv[1]).main)`
    const loaded = execFileSync(process.execPath, ['-e', script, path.join(dir, fn, 'index.js')], { env: {} })
    expect(String(loaded)).toBe('function')
  }
})

it('refuses a function that does not exist', () => {
  const { status, stderr } = spawnSync(process.execPath, ['cloudfunctions/build.mjs', 'absent'], {
    cwd: PROJECT,
  })
  expect(status).not.toBe(0)
  expect(String(stderr)).toContain('there is no function "absent"')
})
