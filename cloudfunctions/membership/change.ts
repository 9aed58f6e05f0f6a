import type { WriteContext } from '../shared/action'
import type { Person } from '../shared/people'
import { refusal } from '../shared/refusal'
import type { FileMove } from './dto'
import type { Member } from './record'
import { entitled, isServing, memberAfter, withoutTeam, type MemberEventName, type Standing } from './rules'
import { changePerson, memberOf, saveMember } from './store'
import { standingOf } from './view'
import { stateWords } from './words'

/** A membership opened for a change by someone who may make it. */
export interface OpenFile {
  person: Person
  member: Member
  standing: Standing
}

/**
 * Opens someone's membership for a move of the caller's.
 * @throws Refusal NOT_FOUND when they are nobody the caller has to do with; OWN_CASE where S-08 keeps one from deciding
 *   about oneself; NOT_ALLOWED_NOW before certification
 */
export async function openFile(context: WriteContext, personId: string, move: FileMove): Promise<OpenFile> {
  const { now, tx, township } = context
  return permitted(context, personId, await memberOf(tx, personId, { now, township }), move)
}

/** As `openFile`, of someone already read. */
export function permitted(
  { me, subject }: Pick<WriteContext, 'me' | 'subject'>,
  personId: string,
  { person, member }: { person: Person | null; member: Member | null },
  move: FileMove,
): OpenFile {
  const place = member ?? person?.volunteer ?? { villageId: null, teamId: null }
  const standing = standingOf(me, personId, place)
  if (!person || !entitled(move, standing)) throw refusal('NOT_FOUND')
  if (standing.self && move !== 'leave') throw ownCase()
  if (!member)
    throw person.volunteer
      ? refusal('NOT_ALLOWED_NOW', '还没有拿到队员证，不能办这件事。')
      : refusal('NOT_FOUND')
  subject(personId)
  return { person, member, standing }
}

/** The refusal of deciding about oneself (S-08). */
export function ownCase(): Error {
  return refusal('OWN_CASE', '自己的事要请别的同事办。')
}

/** What an event changes besides the state. */
export interface Change {
  text: string
  fields?: Partial<
    Pick<Member, 'insurance' | 'insuredUntil' | 'certificate' | 'suspension' | 'exit' | 'marks'>
  >
}

/**
 * Lets an event happen to a membership: the table's next state, the history, and what of it stands in the person's
 * record, so that the rules of duty see it (S-22, S-26, S-27).
 * @throws Refusal NOT_ALLOWED_NOW, naming the state
 */
export async function change(
  { me, now, tx }: Pick<WriteContext, 'me' | 'now' | 'tx'>,
  { person, member }: Pick<OpenFile, 'person' | 'member'>,
  event: MemberEventName,
  { text, fields = {} }: Change,
): Promise<OpenFile['member']> {
  const state = memberAfter(member, event)
  if (state === null) throw notAllowedNow(member)
  const gone = !isServing(state)
  const changed = await saveMember(tx, {
    ...member,
    ...fields,
    state,
    ...(gone && member.leftAt === null ? { leftAt: now, exit: null, suspension: null } : {}),
    events: [...member.events, { event, at: now, by: me.id, text }],
  })
  if (gone) {
    if (isServing(member.state)) await changePerson(tx, person._id, withoutTeam(person))
  } else if (person.volunteer) {
    const suspended = state === 'suspended'
    await changePerson(tx, person._id, {
      volunteer: {
        ...person.volunteer,
        certifiedUntil: changed.certificate.validUntil,
        insuredUntil: changed.insuredUntil,
        suspended,
        // Nobody suspended stands by (S-45), and where they are is nobody's business then (S-92).
        standby: person.volunteer.standby && !suspended,
      },
      ...(suspended ? { position: null } : {}),
    })
  }
  return changed
}

/** The refusal of what the state does not allow. */
export function notAllowedNow(member: Pick<Member, 'state' | 'exit'>): Error {
  const exit = member.exit ? '，退出提议待审批' : ''
  return refusal('NOT_ALLOWED_NOW', `现在是「${stateWords(member.state)}」${exit}，不能办这件事。`)
}
