import { personId } from '../../cloudfunctions/shared/ids'
import { Demo } from '../support/phone'

let demo: Demo

beforeAll(async () => {
  demo = await Demo.start('2026-11-25T18:00:00+08:00')
})

afterEach(() => demo.hangUp())
afterAll(() => demo.stop())

interface Invitation {
  id: string
  note: string
}

async function openInvitation(note: string): Promise<string> {
  const reply = await demo.call('demo-office-1', 'office', 'staff')
  if (!reply.ok) throw new Error(reply.code)
  const found = (reply.data as { invitations: Invitation[] }).invitations.find((each) => each.note === note)
  if (!found) throw new Error(`there is no open invitation for ${note}`)
  return found.id
}

it('the office invites a trainer, who accepts by the link, is listed, and loses the role again', async () => {
  const office = await demo.phone('demo-office-1', 'pages/me/index')
  await office.button('人员和邀请').click()
  await office.button('邀请一个人').click()
  await office.button('写好了，去转发').click()
  await office.reads('先选担任什么')
  await office.button('知道了').click()
  await office.choice('教官').click()
  await office.tab.getByLabel('给谁').filter({ visible: true }).fill('消防站老师')
  await office.button('写好了，去转发').click()
  await office.reads('你发出的邀请')
  await office.button('转发给他').waitFor()

  const invitation = `packages/account/invitation/index?id=${await openInvitation('消防站老师')}`
  const trainer = await demo.phone('somebody-new', invitation)
  await trainer.reads('石室乡邀请你担任')
  await trainer.button('接受').click()
  await trainer.reads('先写上你的姓名')
  await trainer.button('知道了').click()
  await trainer.tab.getByLabel('你的姓名').filter({ visible: true }).fill('赵消防')
  await trainer.button('接受').click()
  await trainer.reads('你已经接受了')

  const late = await demo.phone('somebody-late', invitation)
  await late.reads('已经有人接受了')

  const desk = await demo.phone('demo-office-1', 'packages/team/staff/index')
  await desk.button('收回赵消防的教官身份').click()
  await desk.choice('发错人了').click()
  await desk.button('收回').click()
  await desk.reads('已收回')
  await desk.button('收回赵消防的教官身份').waitFor({ state: 'hidden' })
  expect(await demo.call('somebody-new', 'account', 'me')).toMatchObject({ data: { roles: [] } })
})

it('whoever does not want a role says so, and the link is dead', async () => {
  const made = await demo.call('demo-office-1', 'office', 'invite', {
    role: 'auditor',
    note: '审计员',
    requestKey: 'the-invitation-declined',
  })
  if (!made.ok) throw new Error(made.code)
  const { id } = made.data as { id: string }
  const phone = await demo.phone('somebody-else', `packages/account/invitation/index?id=${id}`)
  await phone.button('不接受').click()
  await phone.reads('邀请人会知道')
  await phone.tab.getByRole('dialog').getByRole('button', { name: '不接受' }).click()
  await phone.reads('这个邀请作废了')
  expect(await demo.call('somebody-late', 'office', 'invitation', { id })).toMatchObject({
    code: 'NOT_FOUND',
  })
})

it('the village puts a member in the captain’s place', async () => {
  const before = await demo.call('demo-reviewer-jingxi', 'office', 'team')
  if (!before.ok) throw new Error(before.code)
  const { members } = before.data as { members: { name: string; place: string; personId: string }[] }
  const deputy = members.find(({ place }) => place === 'deputy')
  const phone = await demo.phone('demo-reviewer-jingxi', 'pages/me/index')
  await phone.button('队长、副队长').click()
  await phone.button(`${deputy?.name ?? ''}，设为队长`).click()
  await phone.reads(/会改回队员/)
  await phone.button('确定').click()
  await phone.reads('已定好')
  const me = await demo.call('demo-captain-jingxi', 'account', 'me')
  expect(me).toMatchObject({ data: { id: personId('demo-captain-jingxi'), roles: [{ role: 'volunteer' }] } })
})
