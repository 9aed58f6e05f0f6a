import path from 'node:path'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import type { MeDto } from '../../cloudfunctions/account/dto'
import type { HelpDto } from '../../cloudfunctions/help/dto'
import { encodePng } from '../../localcloud/endpoint/openapi/png'
import { Demo } from '../support/phone'

const VILLAGER = 'demo-villager-01'
const ON_DUTY = 'demo-volunteer-shishi-01'

let demo: Demo
let dir: string

beforeAll(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'photo-'))
  writeFileSync(
    path.join(dir, 'grandma.png'),
    encodePng(64, (row, column) => (row + column) % 3 === 0),
  )
  demo = await Demo.start('2026-11-25T19:10:00+08:00')
})

afterEach(() => demo.hangUp())

afterAll(async () => {
  await demo.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function latest(): Promise<HelpDto> {
  const reply = await demo.call(VILLAGER, 'help', 'mine')
  if (!reply.ok) throw new Error(reply.code)
  const [help] = (reply.data as { helps: HelpDto[] }).helps
  if (!help) throw new Error('nothing was sent')
  return help
}

it('home to sent takes three taps', async () => {
  const villager = await demo.phone(VILLAGER, 'pages/home/index')
  for (const number of ['110', '119', '120']) await villager.button(new RegExp(`^打 ${number}`)).waitFor()
  await villager.button(/^我要求助/).click()
  await villager.choice(/^突发急病/).click()
  await villager.button(/^发出求助/).click()
  await villager.reads('求助已经发出去了')
  expect(await latest()).toMatchObject({ kind: 'illness', status: 'open', placeSource: 'home' })
  await villager.button('我安全了').click()
  await villager.tab.getByRole('dialog').getByRole('button', { name: '我安全了' }).click()
  await villager.reads('已取消')
})

it('a villager asks for 奶奶 with a photo; the volunteer on duty comes; the villager sees each step and who', async () => {
  const villager = await demo.phone(VILLAGER, 'packages/help/send/index')
  await villager.choice(/^有人走失/).click()
  await villager.choice('奶奶').click()
  const chooser = villager.tab.waitForEvent('filechooser')
  await villager.button('加照片').click()
  const agree = villager.button('同意')
  const file = await Promise.race([chooser, agree.waitFor().then(() => null)])
  if (file === null) await agree.click()
  await (file ?? (await chooser)).setFiles(path.join(dir, 'grandma.png'))
  await villager.button(/^照片 1/).waitFor()
  await villager.button(/^发出求助/).click()
  await villager.reads('求助已经发出去了')
  await villager.button('不用').click()
  expect(await latest()).toMatchObject({ forWhom: '奶奶', photos: [expect.stringMatching(/^cloud:\/\//)] })

  const volunteer = await demo.phone(ON_DUTY, 'pages/home/index')
  await volunteer.reads('附近有人求助')
  await volunteer.button(/^有人走失/).click()
  await volunteer.reads('奶奶')
  const photo = volunteer.button(/^照片 1/)
  await photo.waitFor()
  await villager.reads(/1 人看到/)
  await volunteer.button('我去').click()
  await volunteer.tab.getByRole('dialog').getByRole('button', { name: '我去' }).click()
  await volunteer.reads('你已接单')

  const me = await demo.call(ON_DUTY, 'account', 'me')
  const name = me.ok ? (me.data as { name: string }).name : ''
  expect(name).toMatch(/^\p{Script=Han}{2,4}$/u)
  await villager.reads(`${name}正在赶来`)

  await volunteer.button(/到了/).click()
  await volunteer.tab.getByRole('dialog').getByRole('button', { name: '我到了' }).click()
  await villager.reads(`${name}已到场`)

  await volunteer.button('办结').click()
  await volunteer.choice('人已找到，平安').click()
  await volunteer.tab.getByRole('dialog').getByRole('button', { name: '办结' }).click()
  await villager.reads('已办结')
  await villager.reads(/人已找到，平安/)
  expect((await latest()).timeline.map((line) => line.event)).toEqual([
    'created',
    'offered',
    'accepted',
    'arrived',
    'resolved',
  ])
})

it('nobody accepts: the clock moves, the captain and then the office see it escalated', async () => {
  const villager = await demo.phone(VILLAGER, 'packages/help/send/index')
  await villager.choice(/^有险情/).click()
  await villager.button(/^发出求助/).click()
  await villager.reads('求助已经发出去了')
  const { createdAt } = await latest()
  // The clock looks once a minute, so a step may come up to a minute after its mark.
  const after = (minutes: number): string => new Date(createdAt + minutes * 60_000 + 1000).toISOString()

  const me = await demo.call(VILLAGER, 'account', 'me')
  const village = me.ok ? (me.data as MeDto).village?.id : undefined
  const captain = await demo.phone(`demo-captain-${village}`, 'packages/account/inbox/index')
  await demo.clockTo(after(6))
  await captain.tab.reload()
  await captain.reads('还没有人接，请马上安排。')
  await villager.reads('还没有人接单，已报给上级')

  const office = await demo.phone('demo-office-1', 'packages/help/watch/index')
  await demo.clockTo(after(9))
  await office.tab.reload()
  await office.button(/^有险情.*超时/).click()
  await office.reads(/已报乡综治办|乡综治办/)
  const levels = (await latest()).timeline
    .filter((line) => line.event === 'escalated')
    .map((line) => line.told)
  expect(levels).toEqual(['captain', 'office'])
})
