import type { CertificateDto } from '../../cloudfunctions/membership/dto'
import type { MyWayDto } from '../../cloudfunctions/recruitment/dto'
import { personId } from '../../cloudfunctions/shared/ids'
import { Demo } from '../support/phone'
import { must } from './joining'

const APPLICANT = 'demo-applicant-02'
const VOLUNTEER = 'demo-volunteer-jingxi-01'

let demo: Demo

beforeAll(async () => {
  demo = await Demo.start('2026-11-26T08:00:00+08:00')
})

afterEach(() => demo.hangUp())
afterAll(() => demo.stop())

it('a rejected applicant reads why, withdraws their consent and is deleted', async () => {
  const { application } = await must<MyWayDto>(demo, APPLICANT, 'recruitment', 'mine')
  const name = application?.name ?? ''
  const reviewer = await demo.phone('demo-reviewer-gaotang', 'packages/team/queue/index')
  await reviewer.button(new RegExp(name)).click()
  await reviewer.button('不通过').click()
  await reviewer.tab.getByRole('dialog').locator('textarea').fill('今年常年在外，等回村再报')
  await reviewer.button('确定不通过').click()
  await reviewer.reads('已告诉本人')

  const phone = await demo.phone(APPLICANT, 'packages/recruit/mine/index')
  await phone.reads('没有通过')
  await phone.reads('今年常年在外，等回村再报')
  await phone.button('撤回同意并删除资料').click()
  await phone.button('继续').click()
  await phone.button('删除我的资料').click()
  await phone.reads('资料已删除')
  const after = await demo.call('demo-office-1', 'recruitment', 'get', { applicationId: application?.id })
  expect(JSON.stringify(after)).not.toContain(name)

  const data = await demo.phone(APPLICANT, 'packages/account/data/index')
  await data.button('删除我的一切').click()
  await data.button('继续').click()
  await data.tab.getByLabel('写删除两个字').filter({ visible: true }).fill('删除')
  await data.button('删除').click()
  await data.reads('都删掉了')
  expect(await demo.call(APPLICANT, 'account', 'me')).toMatchObject({
    ok: true,
    data: { name: '', phoneMasked: null, village: null, roles: [] },
  })
})

it('a stranger scans a certificate; the volunteer is suspended; it says so', async () => {
  const { certificate } = await must<{ certificate: CertificateDto }>(
    demo,
    VOLUNTEER,
    'membership',
    'certificate',
  )
  const page = `packages/recruit/verify/index?q=${encodeURIComponent(certificate.link)}`
  const stranger = await demo.phone('demo-tourist-02', page)
  await stranger.reads('有效')
  await stranger.reads(certificate.name)
  const seen = await stranger.tab.locator('body').innerText()
  // Name and team, and nothing else of them.
  expect(seen).toContain('荆溪村队')
  expect(seen).not.toContain(certificate.number)

  const id = personId(VOLUNTEER)
  const office = await demo.phone('demo-office-1', `packages/team/file/index?id=${id}`)
  await office.button(/暂停/).click()
  await office.tab.getByRole('dialog').getByRole('radio').first().click()
  await office.button('确定暂停').click()
  await office.reads('已暂停')

  const again = await demo.phone('demo-tourist-02', page)
  await again.reads('已暂停')
  const shifts = await demo.phone(VOLUNTEER, 'pages/shifts/index')
  await shifts.words('29').click()
  await shifts.words(/暂停/).waitFor()
  const own = await demo.phone(VOLUNTEER, 'packages/recruit/certificate/index')
  await own.reads('已暂停')
})
