import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as cloudbase from '@cloudbase/node-sdk'
import { maskId } from '../../cloudfunctions/recruitment/view'
import type { AuditRecord } from '../../cloudfunctions/shared/audit'
import { personId } from '../../cloudfunctions/shared/ids'
import { unseal } from '../../cloudfunctions/shared/sealed'
import { DAY } from '../../cloudfunctions/shared/time'
import deployment from '../../cloudfunctions/cloudbase.json'
import { NOW } from '../support/builders'
import { startTestCloud, type TestCloud } from '../support/cloud'
import { CALLERS, Life, PLANTED, RECORDS, SECOND, TURNED_AWAY } from './secrets/life'
import { Witness, type Answer } from './secrets/witness'

const { idNumber, phone, health } = PLANTED
/** The ID number in every form in which it could slip through. */
const ID_FORMS = [idNumber, idNumber.toLowerCase(), idNumber.slice(0, 17), '19790405', '1979-04-05']
const PROTECTED = [...ID_FORMS, phone, SECOND.phone, health]
/** What is theirs and may be read while they are known: nothing of it is left once they are deleted. */
const OWN = [
  PLANTED.name,
  PLANTED.motive,
  PLANTED.occupation,
  SECOND.name,
  SECOND.motive,
  SECOND.occupation,
  TURNED_AWAY,
]

let dir: string
let cloud: TestCloud
let witness: Witness
let life: Life
let photo: string
const log: string[] = []

const sdk = (): ReturnType<typeof cloudbase.init> => cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV })

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'))
  const write = process.stdout.write.bind(process.stdout)
  // The cloud's log goes to the console: its lines are kept, and not shown among the results.
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    const text = String(chunk)
    if (!/^[a-z]+ [0-9a-f-]{36} /.test(text)) return write(chunk)
    log.push(text)
    return true
  })
  cloud = await startTestCloud({ now: new Date(NOW).toISOString(), data: dir, quiet: false })
  await cloud.reset(NOW, RECORDS)
  witness = new Witness(cloud)
  life = new Life(cloud, witness)
  const cloudPath = `uploads/${personId('wu')}/portrait.jpg`
  photo = (await sdk().uploadFile({ cloudPath, fileContent: Buffer.from('a portrait') })).fileID
  await life.apply(photo)
  await life.unmask('recruitment.unmask')
  await life.review()
  await life.train()
  await life.serve()
  await life.unmask('membership.unmask')
}, 600_000)

afterAll(async () => {
  await cloud.close()
  jest.restoreAllMocks()
  fs.rmSync(dir, { recursive: true, force: true })
})

/** The database's files as they are on the disk: the data, and the log of what is not in it yet. */
function onDisk(): Buffer {
  const folder = path.join(dir, 'db')
  const files = fs.readdirSync(folder).filter((name) => name.startsWith('store.sqlite'))
  return Buffer.concat(files.map((name) => fs.readFileSync(path.join(folder, name))))
}

/** Every record of the database, as text. */
async function records(): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const name of Object.keys(deployment.collections)) {
    const { data } = (await cloud.db.collection(name).limit(1000).get()) as { data: unknown[] }
    all[name] = JSON.stringify(data)
  }
  return all
}

const found = (words: readonly string[], within: Buffer | string): string[] =>
  words.filter((word) => within.includes(word))

const DECIDERS = ['reviewer', 'leader', 'office']
/** What those who decide about an application are answered: its health declaration is in it. */
const DECIDING = ['recruitment.get', 'recruitment.review', 'recruitment.checkIdentity']

/** The protected words that an answer may hold. */
function permitted({ who, action, reply }: Answer): readonly string[] {
  if (!reply.ok) return []
  // Whose data it is takes all of it along; he came with her number.
  if (action === 'account.exportData' && who === 'wu') return [...ID_FORMS, phone, health]
  if (action === 'account.exportData' && who === 'zheng') return [...ID_FORMS, SECOND.phone]
  // Whoever types a number is told what it says of its holder.
  if (action === 'recruitment.checkId') return ['1979-04-05']
  if (action.endsWith('.unmask')) return [...ID_FORMS, phone]
  return DECIDERS.includes(who) && DECIDING.includes(action) ? [health] : []
}

describe('protected fields (S-21)', () => {
  it('stand nowhere in the database’s file, while a word that is not protected does', () => {
    const bytes = onDisk()
    expect(found([PLANTED.motive, SECOND.motive, TURNED_AWAY], bytes)).toHaveLength(3)
    expect(found(PROTECTED, bytes)).toEqual([])
  })

  it('stand in no record, whichever way it is read', async () => {
    const all = await records()
    expect(Object.keys(all).filter((name) => all[name] !== '[]')).toEqual(
      expect.arrayContaining(['applications', 'audit', 'identities', 'members', 'messages', 'requests']),
    )
    for (const [name, text] of Object.entries(all)) expect([name, ...found(PROTECTED, text)]).toEqual([name])
  })

  it('stand in no answer to anybody but where they are asked for by right', () => {
    expect(witness.answers.length).toBeGreaterThan(CALLERS.length * 100)
    for (const answer of witness.answers) {
      const allowed = permitted(answer)
      const seen = found(PROTECTED, JSON.stringify(answer.reply)).filter((word) => !allowed.includes(word))
      expect([answer.who, answer.action, ...seen]).toEqual([answer.who, answer.action])
    }
  })

  it('stand masked where people work with them', () => {
    const shown = (word: string): string[] => [
      ...new Set(
        witness.answers.filter(({ reply }) => JSON.stringify(reply).includes(word)).map(({ who }) => who),
      ),
    ]
    // Whoever typed the number sees it in their own file.
    expect(shown(maskId(idNumber)).sort()).toEqual([...DECIDERS, 'wu', 'zheng'].sort())
    // The health note: those who decide, and whose it is.
    expect(shown(health).sort()).toEqual([...DECIDERS, 'wu'].sort())
  })

  it('stand in no log line and in nothing that was sent to WeChat', () => {
    expect(log.filter((line) => line.includes('"action":"unmask"')).length).toBeGreaterThan(CALLERS.length)
    expect(found([...PROTECTED, ...OWN], log.join('\n'))).toEqual([])
    const sent = JSON.stringify(cloud.endpoint.outbox)
    // Texts that people write are checked there, messages are pushed: the outbox is not empty.
    expect(sent).toContain(PLANTED.motive)
    expect(sent).toContain('subscribeMessage.send')
    expect(found(PROTECTED, sent)).toEqual([])
  })

  it('are shown one at a time, to those who may, with a line in the audit trail that names both', async () => {
    const shown = witness.answers.filter(({ action, reply }) => action.endsWith('.unmask') && reply.ok)
    const whom = (action: string): string[] => [
      ...new Set(shown.filter((each) => each.action === action).map(({ who }) => who)),
    ]
    expect(whom('recruitment.unmask').sort()).toEqual([...DECIDERS].sort())
    expect(whom('membership.unmask').sort()).toEqual([...DECIDERS].sort())
    const { data } = (await cloud.db.collection('audit').where({ action: 'unmask' }).limit(1000).get()) as {
      data: AuditRecord[]
    }
    expect(data.map(({ person }) => person).sort()).toEqual(shown.map(({ who }) => personId(who)).sort())
    for (const line of data) expect(line.subjects).toContain(personId('wu'))
  })
})

describe('deletion (PIPL article 47)', () => {
  beforeAll(async () => {
    await life.go()
    // Answers to requests are kept for a week, sealed.
    cloud.moveClockOnly(NOW + 8 * DAY)
    await cloud.fireTimer('clock')
  }, 120_000)

  it('leaves no word of theirs in any record, sealed or not', async () => {
    const all = await records()
    expect(all['requests']).toBe('[]')
    for (const [name, text] of Object.entries(all)) {
      expect([name, ...found([...OWN, ...PROTECTED], text)]).toEqual([name])
      for (const [, k = '', v = ''] of text.matchAll(/"k":"([^"]+)","v":"([^"]+)"/g))
        expect([name, ...found([...OWN, ...PROTECTED], unseal({ k, v }))]).toEqual([name])
    }
    await expect(sdk().downloadFile({ fileID: photo })).rejects.toThrow()
  })

  it('leaves the audit trail, the proof of consent, and the number of the certificate', async () => {
    const all = await records()
    const holding = (id: string): string[] => Object.keys(all).filter((name) => all[name]?.includes(id))
    expect(holding(personId('zheng')).sort()).toEqual(['applications', 'audit', 'privacyConsents'])
    // What was held, and that others were told, stays: under an id that leads to nobody.
    const held = ['applications', 'audit', 'messages', 'privacyConsents', 'sessions']
    expect(holding(personId('wu')).sort()).toEqual(held)
    expect(
      await witness.must('stranger', 'membership.verify', { code: life.known.certificate }),
    ).toMatchObject({
      state: 'revoked',
      name: '',
    })
  })

  it('leaves nothing in the file either, not even in the places of what was removed', async () => {
    await cloud.close()
    const bytes = onDisk()
    expect(bytes.includes('reviewer')).toBe(true)
    expect(found([...OWN, ...PROTECTED], bytes)).toEqual([])
  })
})
