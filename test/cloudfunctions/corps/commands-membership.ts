import { addDays, dayOf, instantOf } from '../../../cloudfunctions/shared/time'
import { HOMES, idOf, OFFICES, SHIFTS, type Actor, type Applicant } from './cast'
import type { Membership, Model } from './model'
import { command, expectCode, type Answer, type Command } from './world'

/** Whether someone has a membership to change, at least an old one; before that nobody finds a file. */
function fileOf(model: Model, of: Applicant): Membership | null {
  return model.people[of].member
}

/** An insurance as the office enters it: days from today until which it lasts, and from which. */
export interface Cover {
  from: number
  until: number
}

export const insure = (by: Actor, of: Applicant, { from, until }: Cover): Command =>
  command(`insure(${by}, ${of}, days ${from} to ${until})`, async (model, world) => {
    const now = model.now()
    const today = dayOf(now)
    const first = instantOf(addDays(today, from))
    const last = instantOf(addDays(today, until + 1)) - 1
    const member = fileOf(model, of)
    const gap = first > Math.max(now, (member?.insuredUntil ?? 0) + 1)
    const dates = last < first || last < now ? 'DATES_WRONG' : gap ? 'INSURANCE_GAP' : null
    const serving = model.serving(of)
    const found = !member ? 'NOT_FOUND' : (dates ?? (serving ? 'ok' : 'NOT_ALLOWED_NOW'))
    const expected = OFFICES[by].office ? found : 'FORBIDDEN'
    const payload = {
      personIds: [idOf(of)],
      policy: `保单${world.calls}`,
      from: addDays(today, from),
      until: addDays(today, until),
    }
    await world.ask(by, 'membership.insure', payload, expected)
    if (expected === 'ok' && serving) serving.insuredUntil = Math.max(serving.insuredUntil ?? 0, last)
  })

/** Who suspends and reinstates: the office and the leading group. */
function foretellSuspend(model: Model, by: Actor, of: Applicant, from: 'active' | 'suspended'): string {
  if (!OFFICES[by].office && !OFFICES[by].leader) return 'FORBIDDEN'
  const member = fileOf(model, of)
  if (!member) return 'NOT_FOUND'
  return member.state === from ? 'ok' : 'NOT_ALLOWED_NOW'
}

function suspended(model: Model, of: Applicant): void {
  const member = fileOf(model, of)
  if (member) member.state = 'suspended'
  model.vacate(of)
}

const because = (of: Applicant): object => ({ personId: idOf(of), reason: '有人反映情况' })

export const suspend = (by: Actor, of: Applicant): Command =>
  command(`suspend(${by}, ${of})`, async (model, world) => {
    const expected = foretellSuspend(model, by, of, 'active')
    await world.ask(by, 'membership.suspend', because(of), expected)
    if (expected === 'ok') suspended(model, of)
  })

export const reinstate = (by: Actor, of: Applicant): Command =>
  command(`reinstate(${by}, ${of})`, async (model, world) => {
    const expected = foretellSuspend(model, by, of, 'suspended')
    await world.ask(by, 'membership.reinstate', because(of), expected)
    const member = fileOf(model, of)
    if (expected === 'ok' && member) member.state = 'active'
  })

export const proposeExit = (by: Actor, of: Applicant): Command =>
  command(`proposeExit(${by}, ${of})`, async (model, world) => {
    const member = fileOf(model, of)
    const { reviews } = OFFICES[by]
    const now = model.serving(of) && member?.exit === null ? 'ok' : 'NOT_ALLOWED_NOW'
    const own = by === of ? 'OWN_CASE' : now
    const found = member && reviews === HOMES[of].village ? own : 'NOT_FOUND'
    const expected = reviews === null ? 'FORBIDDEN' : found
    await world.ask(by, 'membership.proposeExit', { ...because(of), kind: 'absence' }, expected)
    if (expected === 'ok' && member) member.exit = by
  })

function foretellDecision(model: Model, by: Actor, of: Applicant): string {
  const member = fileOf(model, of)
  if (!OFFICES[by].leader) return 'FORBIDDEN'
  if (!member) return 'NOT_FOUND'
  if (member.exit === null) return 'NOT_ALLOWED_NOW'
  return member.exit === by ? 'OWN_PROPOSAL' : 'ok'
}

function decided(model: Model, of: Applicant, approve: boolean): void {
  const member = fileOf(model, of)
  if (!member) return
  member.exit = null
  if (!approve) return
  member.state = 'revoked'
  model.vacate(of)
}

export const decideExit = (by: Actor, of: Applicant, approve: boolean): Command =>
  command(`decideExit(${by}, ${of}, ${approve ? 'goes' : 'stays'})`, async (model, world) => {
    const expected = foretellDecision(model, by, of)
    await world.ask(by, 'membership.decideExit', { ...because(of), approve }, expected)
    if (expected !== 'ok') return
    decided(model, of, approve)
    world.note(approve ? 'state revoked' : 'exit refused')
  })

function left(model: Model, who: Applicant): void {
  const member = model.serving(who)
  if (!member) return
  member.state = 'left'
  member.exit = null
  model.vacate(who)
}

export const leave = (who: Applicant): Command =>
  command(`leave(${who})`, async (model, world) => {
    const expected = model.serving(who) ? 'ok' : 'FORBIDDEN'
    await world.ask(who, 'membership.leave', { reason: '' }, expected)
    if (expected !== 'ok') return
    left(model, who)
    world.note('state left')
  })

/** What claiming a shift may come to (S-26, S-27, S-35); two answers where two reasons hold and neither comes first. */
function foretellClaim(model: Model, who: Applicant, shiftId: string): string[] {
  const shift = SHIFTS.find(({ _id }) => _id === shiftId)
  const crew = model.crews.get(shiftId)
  if (!shift || !crew) return ['NOT_FOUND']
  if (model.now() >= shift.startAt) return ['SHIFT_STARTED']
  const member = model.serving(who)
  if (!member) return ['NOT_CERTIFIED']
  if (member.state === 'suspended') return ['SUSPENDED']
  if (member.insuredUntil === null || member.insuredUntil < shift.endAt) return ['UNINSURED']
  if (crew.has(who)) return ['ALREADY_CLAIMED']
  const overlaps = SHIFTS.some(
    ({ _id, startAt, endAt }) =>
      _id !== shiftId && model.crews.get(_id)?.has(who) && startAt < shift.endAt && shift.startAt < endAt,
  )
  const reasons = [...(overlaps ? ['OVERLAPS'] : []), ...(crew.size >= shift.max ? ['SHIFT_FULL'] : [])]
  return reasons.length > 0 ? reasons : ['ok']
}

export const claim = (who: Applicant, shiftId: string): Command =>
  command(`claim(${who}, ${shiftId})`, async (model, world) => {
    const expected = foretellClaim(model, who, shiftId)
    const answer = await world.send(who, 'shifts.claim', { shiftId })
    expectCode(`${who} claims ${shiftId}`, answer, expected)
    if (answer.code === 'ok') model.crews.get(shiftId)?.add(who)
  })

/** Ways to go off duty. */
export type Off = 'suspend' | 'leave' | 'revoke'

/** Goes off duty while claiming a shift: whichever is first, no seat to come is left. */
export const offWhileClaiming = (who: Applicant, shiftId: string, off: Off): Command =>
  command(
    `offWhileClaiming(${who}, ${shiftId}, ${off})`,
    async (model, world) => {
      const seat = foretellClaim(model, who, shiftId)
      const by = model.serving(who)?.exit === 'both' ? 'lead' : 'both'
      const going: Record<Off, [expected: string, send: () => Promise<Answer>, done: () => void]> = {
        suspend: [
          foretellSuspend(model, 'office', who, 'active'),
          () => world.send('office', 'membership.suspend', because(who)),
          () => suspended(model, who),
        ],
        leave: [
          'ok',
          () => world.send(who, 'membership.leave', { reason: '' }),
          () => {
            left(model, who)
            world.note('state left')
          },
        ],
        revoke: [
          foretellDecision(model, by, who),
          () => world.send(by, 'membership.decideExit', { ...because(who), approve: true }),
          () => {
            decided(model, who, true)
            world.note('state revoked')
          },
        ],
      }
      const [expected, send, done] = going[off]
      const [gone, claimed] = await Promise.all([send(), world.send(who, 'shifts.claim', { shiftId })])
      expectCode(`${who} goes off duty`, gone, [expected])
      const after = off === 'suspend' ? 'SUSPENDED' : 'NOT_CERTIFIED'
      expectCode(`${who} claims meanwhile`, claimed, expected === 'ok' ? [...seat, after] : seat)
      if (expected === 'ok' && seat.includes('ok'))
        world.note(`two at once: ${off} and claim ${claimed.code}`)
      // A seat won first is given up by going; of a shift that has begun there is none to win.
      if (claimed.code === 'ok') model.crews.get(shiftId)?.add(who)
      if (expected === 'ok') done()
    },
    (model) => model.serving(who) !== null,
  )
