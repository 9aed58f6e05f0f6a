import fs from 'node:fs'
import path from 'node:path'
import { isInstalled } from '../../.ci/install.mjs'
import { removeTrees, writeTree } from '../support/tree'
import { contractProblems } from './contract.mjs'
import { summaryOf } from './jest.mjs'
import { projectProblems } from './project.mjs'

const root = path.resolve(__dirname, '../..')

afterAll(removeTrees)

describe('project.config.json', () => {
  const text = fs.readFileSync(path.join(root, 'project.config.json'), 'utf8')
  const tree = (config: string) =>
    writeTree({ 'project.config.json': config, 'miniprogram/app.json': '{}', 'package.json': '{}' })

  it('opens as it is', () => {
    expect(projectProblems(tree(text))).toEqual([])
  })

  it.each([
    ['"miniprogram/"', '"gone/"', 'miniprogramRoot has no app.json'],
    ['cloudfunctions/dist/', 'cloudfunctions/', 'cloudfunctionRoot is not where `npm run build` writes'],
    ['["typescript"]', '[]', 'TypeScript is not compiled'],
    ['"ignoreUploadUnusedFiles": true', '"ignoreUploadUnusedFiles": false', 'unused files are uploaded'],
    ['./package.json', './gone/package.json', './gone/package.json does not exist'],
    ['touristappid', 'mine', 'appid mine is none'],
  ])('with %s → %s is refused', (from, to, problem) => {
    expect(text).toContain(from)
    expect(projectProblems(tree(text.replaceAll(from, to)))).toContain(`project.config.json: ${problem}`)
  })
})

describe('the contract', () => {
  const action = {
    function: 'shifts',
    action: 'claim',
    allow: ['anyone'],
    input: { type: 'object', additionalProperties: false },
    refusals: ['SHIFT_FULL'],
  }

  it('passes when each action is whole', () => {
    expect(contractProblems([action])).toEqual([])
  })

  it('lets help take odd fields, and nothing else', () => {
    const loose = { ...action, input: { type: 'object' } }
    expect(contractProblems([{ ...loose, function: 'help', action: 'create' }])).toEqual([])
    expect(contractProblems([loose])).toEqual(['shifts.claim: its input takes unknown fields'])
  })

  it('names what is missing', () => {
    expect(contractProblems([])).toEqual(['the contract lists no action'])
    expect(contractProblems([action, action])).toEqual(['shifts.claim: is listed twice'])
    expect(contractProblems([{ ...action, allow: [], refusals: [] }])).toEqual([
      'shifts.claim: does not say who may',
      'shifts.claim: names no refusals',
    ])
    expect(contractProblems([{ ...action, refusals: ['full'] }])).toEqual([
      'shifts.claim: has a refusal that is no code',
    ])
  })
})

describe('jest results', () => {
  const result = { numPassedTests: 2, numFailedTests: 1, numRuntimeErrorTestSuites: 1, numTotalTests: 4 }
  const testResults = [
    { name: '/p/test/a.test.ts', assertionResults: [{ status: 'pending', fullName: 'prints a brief' }] },
  ]

  it('count files that could not run as failed, and name what was skipped', () => {
    expect(summaryOf({ ...result, testResults }, '/p')).toEqual({
      passed: 2,
      failed: 2,
      skipped: ['test/a.test.ts: prints a brief'],
    })
  })

  it('are a failure when nothing ran', () => {
    const none = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numTotalTests: 0 }
    expect(summaryOf({ ...none, testResults: [] }, '/p').failed).toBe(1)
  })
})

describe('installed packages', () => {
  const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } })
  const a = { 'node_modules/a': { version: '1.0.0' } }
  const optional = { 'node_modules/b': { version: '1.0.0', optional: true } }
  const installed = (wanted: string, present?: string) =>
    isInstalled(
      writeTree({
        'package-lock.json': wanted,
        ...(present === undefined ? {} : { 'node_modules/.package-lock.json': present }),
      }),
    )

  it('are what the lockfile names', () => {
    expect(installed(lock(a), lock(a))).toBe(true)
    expect(installed(lock({ ...a, ...optional }), lock(a))).toBe(true)
  })

  it('are missing without a finished install, a package or its version', () => {
    expect(installed(lock(a))).toBe(false)
    expect(installed(lock(a), lock({}))).toBe(false)
    expect(installed(lock(a), lock({ 'node_modules/a': { version: '1.0.1' } }))).toBe(false)
  })

  it('cannot be told without a lockfile', () => {
    expect(() => isInstalled(writeTree({}))).toThrow('no readable package-lock.json')
  })
})
