import type { ShiftDto } from '../../cloudfunctions/shifts/dto'
import { Demo } from '../support/phone'

const FIRST = 'demo-volunteer-jingxi-01'
const SECOND = 'demo-volunteer-jingxi-02'

let demo: Demo

beforeAll(async () => {
  demo = await Demo.start('2026-11-25T17:00:00+08:00')
})

afterAll(() => demo.stop())

async function open(openid: string): Promise<ShiftDto[]> {
  const reply = await demo.call(openid, 'shifts', 'list', { from: '2026-11-26', days: 1 })
  if (!reply.ok) throw new Error(reply.code)
  return (reply.data as { shifts: ShiftDto[] }).shifts.filter(
    (shift) => shift.refusal === null && !shift.mine,
  )
}

it('a volunteer claims the last place of a shift, a second one meets “满了”, and gets it once it is released', async () => {
  const forBoth = new Set((await open(SECOND)).map((shift) => shift.id))
  const target = (await open(FIRST)).find((shift) => shift.free === 1 && forBoth.has(shift.id))
  if (!target) throw new Error('the demo has no shift with one place left tomorrow')
  const at = new Date(target.startAt + 8 * 3_600_000).toISOString().slice(11, 16)
  const mine = new RegExp(`^我来，${at}.*${target.area.name}`)

  const first = await demo.phone(FIRST, 'pages/shifts/index')
  const second = await demo.phone(SECOND, 'pages/shifts/index')
  for (const phone of [first, second]) {
    await phone.words('26').click()
    await phone.button(mine).waitFor()
  }

  await first.button(mine).click()
  await first.reads('报这个班？')
  await first.button('确定报名').click()
  await first.reads('报上了')
  await first.button('不用提醒').click()
  await first.tabBar('我的')
  await first.reads('我的班')
  const release = new RegExp(`^退班，${at}.*${target.area.name}`)
  await first.button(release).waitFor()

  // The second phone still shows the free place that it saw a moment ago.
  await second.button(mine).click()
  await second.button('确定报名').click()
  await second.reads(/这个班刚刚满了/)
  await second.button('知道了').click()
  await second.reads('人满')

  await first.button(release).click()
  await first.choice('家里有事').click()
  await first.button('确定退班').click()
  await first.reads('位置已经放出来给别人了')
  await first.button('知道了').click()
  await first.button(release).waitFor({ state: 'hidden' })

  const again = await demo.phone(SECOND, 'pages/shifts/index')
  await again.words('26').click()
  await again.button(mine).click()
  await again.button('确定报名').click()
  await again.reads('报上了')
  const [shift] = (await open(FIRST)).filter((each) => each.id === target.id)
  expect(shift).toBeUndefined()
})
