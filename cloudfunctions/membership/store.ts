import { randomBytes } from 'node:crypto'
import type { Application } from '../recruitment/record'
import { collectionOf, command, type Db, type Tx } from '../shared/db'
import { newId } from '../shared/ids'
import { PEOPLE, type Person } from '../shared/people'
import { refusal } from '../shared/refusal'
import { dayOf } from '../shared/time'
import type { Township } from '../shared/township'
import type { Instant } from '../shared/values'
import type { MemberState } from './dto'
import type { Certificate, Member } from './record'
import { validityFrom } from './rules'

/** The collection of members. */
export const MEMBERS = collectionOf<Member>('members')

/** Counts certificates of a calendar year; ids as `certificate-2026`. */
interface CounterRecord {
  _id: string
  last: number
}

/** The collection of counters. */
export const COUNTERS = collectionOf<CounterRecord>('counters')

const MEMBER_STATES: readonly MemberState[] = ['active', 'suspended', 'left', 'revoked']

/** The platform's maximum. */
const LIMIT = 1000

/** What making a certificate needs. */
export interface CertifyContext {
  now: Instant
  township: Township
}

/** The membership, or null. Volunteers from before there were memberships have none until it is needed. */
export function findMember(db: Db | Tx, personId: string): Promise<Member | null> {
  return db.of(MEMBERS).get(personId)
}

/** The memberships of these people, in no order. */
export function findMembersOf(db: Db | Tx, personIds: readonly string[]): Promise<Member[]> {
  return db.of(MEMBERS).find({ _id: command().in([...personIds]) }, { limit: LIMIT })
}

/** A team's members, the suspended among them. */
export function findTeamMembers(db: Db | Tx, teamId: string): Promise<Member[]> {
  return db.of(MEMBERS).find({ teamId, state: command().in(['active', 'suspended']) }, { limit: LIMIT })
}

/** Whoever is or was a member, of a village or a team when one is named. */
export function findMembers(db: Db, scope: { villageId?: string; teamId?: string }): Promise<Member[]> {
  return db.of(MEMBERS).find({ state: command().in([...MEMBER_STATES]), ...scope }, { limit: LIMIT })
}

/** The member whose certificate carries a code, or null. */
export async function findByCode(db: Db, code: string): Promise<Member | null> {
  return (await db.of(MEMBERS).find({ 'certificate.code': code }, { limit: 1 }))[0] ?? null
}

/** People whose insurance ends within a span, the soonest first. */
export function findInsuredUntil(db: Db, from: Instant, to: Instant, limit: number): Promise<Person[]> {
  return db
    .of(PEOPLE)
    .find(
      { 'volunteer.insuredUntil': command().gte(from).lte(to) },
      { orderBy: ['volunteer.insuredUntil', 'asc'], limit },
    )
}

/** Keeps a membership as it now is; a change of the same moment collides. */
export async function saveMember(tx: Tx, member: Member): Promise<Member> {
  const next = { ...member, revision: member.revision + 1 }
  await tx.of(MEMBERS).put(next)
  return next
}

/** Changes what of a person a membership decides: roles, volunteer part, position. */
export async function changePerson(
  tx: Tx,
  personId: string,
  fields: Partial<Pick<Person, 'roles' | 'volunteer' | 'position'>>,
): Promise<void> {
  await tx.of(PEOPLE).update(personId, fields)
}

/** So many new certificates with the next numbers of the year (UTC+8). */
async function issue(
  tx: Tx,
  count: number,
  { now, township }: CertifyContext,
): Promise<Pick<Certificate, 'number' | 'code'>[]> {
  if (count === 0) return []
  const year = dayOf(now).slice(0, 4)
  const _id = `certificate-${year}`
  const counted = await tx.of(COUNTERS).updateAndReturn({ _id }, { last: command().inc(count) })
  // The first of a year; two at once collide, and the kit tries the loser again.
  if (!counted) await tx.of(COUNTERS).add({ _id, last: count })
  const last = counted?.last ?? count
  return Array.from({ length: count }, (_, at) => ({
    number: `${township.membership.certificatePrefix}${year}-${String(last - count + 1 + at).padStart(4, '0')}`,
    code: randomBytes(16).toString('base64url'),
  }))
}

/**
 * Makes a certified applicant a member (S-22): a certificate, the membership, and the volunteer part of the person, all
 * in the transaction given. Insurance is entered by the office afterwards (S-27). Whoever left or was removed gets a
 * new certificate in the same record.
 * @throws Refusal NOT_FOUND when there is no such person
 */
export async function enrol(tx: Tx, application: Application, context: CertifyContext): Promise<Member> {
  const { now, township } = context
  const { personId, name, villageId, teamId } = application
  const person = await tx.of(PEOPLE).get(personId)
  if (!person) throw refusal('NOT_FOUND')
  const before = await findMember(tx, personId)
  const [paper] = await issue(tx, 1, context)
  if (!paper) throw new Error('no certificate was issued')
  const validUntil = validityFrom(now, township.membership.certificateYears)
  const certificate = { ...paper, issuedAt: now, validUntil }
  const member = await saveMember(tx, {
    _id: personId,
    revision: before?.revision ?? 0,
    state: 'active',
    name,
    villageId,
    teamId,
    sex: application.sex,
    identity: application.identity,
    phone: application.phone,
    occupation: application.occupation,
    priorities: application.priorities,
    photo: application.photo,
    applicationId: application._id,
    joinedAt: now,
    leftAt: null,
    certificate,
    insurance: [],
    insuredUntil: null,
    reminded: [],
    suspension: null,
    exit: null,
    marks: before?.marks ?? [],
    events: [...(before?.events ?? []), { event: 'certified', at: now, by: null, text: certificate.number }],
  })
  await tx.of(PEOPLE).update(personId, {
    name,
    phone: application.phone ?? person.phone,
    villageId,
    roles: [
      ...person.roles.filter(({ role }) => role !== 'volunteer'),
      { role: 'volunteer', villageId, teamId },
    ],
    volunteer: {
      teamId,
      villageId,
      certifiedAt: now,
      certifiedUntil: validUntil,
      insuredUntil: null,
      suspended: false,
      standby: false,
      qualifications: application.skills,
    },
  })
  return member
}

/**
 * The memberships of people for a change, in the order given; null for those who have none. Volunteers who were
 * certified before there were memberships get one made from their record, with the next certificate number; it is kept
 * by whoever changes it (`saveMember`).
 */
export async function membersFor(
  tx: Tx,
  personIds: readonly string[],
  context: CertifyContext,
): Promise<{ person: Person | null; member: Member | null }[]> {
  const [people, members] = [
    await tx.of(PEOPLE).find({ _id: command().in([...personIds]) }, { limit: LIMIT }),
    await findMembersOf(tx, personIds),
  ]
  const byId = <T extends { _id: string }>(list: readonly T[]): Map<string, T> =>
    new Map(list.map((each) => [each._id, each]))
  const [personOf, memberOfId] = [byId(people), byId(members)]
  const older = people.filter(({ _id, volunteer }) => volunteer?.certifiedAt != null && !memberOfId.has(_id))
  const papers = await issue(tx, older.length, context)
  for (const [at, person] of older.entries()) {
    const paper = papers[at]
    const made = paper && memberFrom(person, paper, context)
    if (made) memberOfId.set(person._id, made)
  }
  return personIds.map((id) => ({ person: personOf.get(id) ?? null, member: memberOfId.get(id) ?? null }))
}

/** As `membersFor`, of one person. */
export async function memberOf(
  tx: Tx,
  personId: string,
  context: CertifyContext,
): Promise<{ person: Person | null; member: Member | null }> {
  return (await membersFor(tx, [personId], context))[0] ?? { person: null, member: null }
}

/**
 * The membership that a certified volunteer's own record stands for; null for anyone else.
 * @param paper the certificate's number and code
 */
export function memberFrom(
  person: Person,
  paper: Pick<Certificate, 'number' | 'code'>,
  { now, township }: CertifyContext,
): Member | null {
  const { volunteer } = person
  if (volunteer?.certifiedAt == null) return null
  const { certifiedAt, certifiedUntil, insuredUntil } = volunteer
  return {
    _id: person._id,
    revision: 0,
    state: volunteer.suspended ? 'suspended' : 'active',
    name: person.name,
    villageId: volunteer.villageId,
    teamId: volunteer.teamId,
    sex: null,
    identity: null,
    phone: person.phone,
    occupation: '',
    priorities: [],
    photo: null,
    applicationId: '',
    joinedAt: certifiedAt,
    leftAt: null,
    certificate: {
      ...paper,
      issuedAt: certifiedAt,
      validUntil: certifiedUntil ?? validityFrom(now, township.membership.certificateYears),
    },
    insurance:
      insuredUntil === null
        ? []
        : [{ policy: '', from: Math.min(certifiedAt, insuredUntil), until: insuredUntil, by: null }],
    insuredUntil,
    reminded: [],
    suspension: null,
    exit: null,
    marks: [],
    events: [{ event: 'certified', at: certifiedAt, by: null, text: paper.number }],
  }
}

/**
 * Deletes a membership that is over, but for the number and code of its certificate, so that a card that is still about
 * shows as revoked: what stays leads to nobody.
 * @returns the membership as it was; null when there was none
 */
export async function eraseMember(tx: Tx, personId: string): Promise<Member | null> {
  const member = await findMember(tx, personId)
  if (!member) return null
  await tx.of(MEMBERS).remove(personId)
  await tx.of(MEMBERS).add({
    _id: newId('gone'),
    revision: 0,
    state: member.state,
    name: '',
    villageId: '',
    teamId: '',
    sex: null,
    identity: null,
    phone: null,
    occupation: '',
    priorities: [],
    photo: null,
    applicationId: '',
    joinedAt: member.joinedAt,
    leftAt: member.leftAt,
    certificate: member.certificate,
    insurance: [],
    insuredUntil: null,
    reminded: [],
    suspension: null,
    exit: null,
    marks: [],
    events: [],
  })
  return member
}
