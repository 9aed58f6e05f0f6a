import type { ReadContext } from '../shared/action'
import type { Application } from '../recruitment/record'
import { findNewestApplication } from '../recruitment/store'
import { ageOf, identityOf, maskId } from '../recruitment/view'
import type { Db, Tx } from '../shared/db'
import { temporaryUrls } from '../shared/files'
import { PEOPLE, type Person } from '../shared/people'
import { maskPhone, unseal } from '../shared/sealed'
import { addDays, dayOf } from '../shared/time'
import { teamOf, villageOf, type Township } from '../shared/township'
import type { Instant } from '../shared/values'
import { findShifts } from '../shifts/store'
import { findPapers, findPractices, findTraining } from '../training/store'
import type { ExitDto, FileDto, MemberEventDto } from './dto'
import type { Member } from './record'
import { certificateState, movesOf, type Standing } from './rules'
import { findMember, memberFrom } from './store'
import { standingOf } from './view'

/** S-25 shows the patrols of the last three months. */
const PATROL_DAYS = 90
/** Shifts are planned four weeks ahead. */
const AHEAD_DAYS = 35

/** What a file is made of. */
export interface Subject {
  personId: string
  person: Person | null
  /** Volunteers from before there were memberships have one made from their record, without a number. */
  member: Member | null
  application: Application | null
}

/** Reads what a file is made of, in a transaction where it was just changed. */
export async function findSubject(
  db: Db | Tx,
  personId: string,
  { now, township }: { now: Instant; township: Township },
): Promise<Subject> {
  const person = await db.of(PEOPLE).get(personId)
  const known = await findMember(db, personId)
  const member = known ?? (person && memberFrom(person, { number: '', code: '' }, { now, township }))
  return { personId, person, member, application: await findNewestApplication(db, personId) }
}

/** Where someone belongs: as a member, else as an applicant. */
function placeOf({ person, member, application }: Subject): {
  villageId: string | null
  teamId: string | null
} {
  if (member) return member
  if (person?.volunteer) return person.volunteer
  // Captains have to do with members; who applies is the reviewers' business (S-03, S-05).
  return { villageId: application?.villageId ?? null, teamId: null }
}

/** The file as the caller may see it (S-25); null when they may not. */
export async function fileView(
  { db, me, now, township }: Pick<ReadContext, 'db' | 'me' | 'now' | 'township'>,
  subject: Subject,
): Promise<FileDto | null> {
  const { personId, person, member, application } = subject
  const standing = standingOf(me, personId, placeOf(subject))
  const whole = standing.self || standing.office || standing.leader || standing.reviewer
  const filed = member !== null || person?.volunteer != null || application !== null
  if (!standing.self && !(filed && (whole || standing.captain))) return null
  const source = member?.identity ? member : application
  const [training, papers, practices, photos, patrols] = await Promise.all([
    findTraining(db, personId),
    whole ? findPapers(db, personId) : [],
    whole ? findPractices(db, personId) : [],
    temporaryUrls([member?.photo ?? application?.photo].filter((photo) => photo != null)),
    patrolsOf(db, personId, township, now),
  ])
  const phone = person?.phone ?? member?.phone ?? application?.phone ?? null
  const identity = whole && source ? identityOf(source) : null
  const place = placeOf(subject)
  return {
    personId,
    name: member?.name || person?.name || application?.name || '',
    village: villageOf(township, place.villageId ?? person?.villageId ?? null),
    team: teamOf(township, place.teamId),
    state: member?.state ?? null,
    sex: member?.sex ?? application?.sex ?? null,
    age: whole && source ? ageOf(source, now) : null,
    idMasked: identity && maskId(identity.idNumber),
    phoneMasked: whole && phone ? maskPhone(unseal(phone)) : null,
    occupation: member?.occupation || application?.occupation || '',
    priorities: member?.priorities ?? application?.priorities ?? [],
    qualifications: person?.volunteer?.qualifications ?? application?.skills ?? [],
    photoUrl: photos[0] ?? null,
    certificate: member && {
      number: member.certificate.number,
      issuedAt: member.certificate.issuedAt,
      validUntil: member.certificate.validUntil,
      state: certificateState(member, now),
    },
    insurance: (member?.insurance ?? []).map(({ policy, from, until }) => ({ policy, from, until })),
    insuredUntil: member?.insuredUntil ?? null,
    training: (training?.attended ?? []).map(({ title, kind, hours, at }) => ({ title, kind, hours, at })),
    hours: training?.hours ?? { theory: 0, practice: 0 },
    exams: [
      ...papers.flatMap(({ attempt, gradedAt, score, passed }) =>
        gradedAt === null
          ? []
          : [{ part: 'theory' as const, attempt, at: gradedAt, score, passed: passed === true }],
      ),
      ...practices.map(({ attempt, at, passed }) => ({
        part: 'practice' as const,
        attempt,
        at,
        score: null,
        passed,
      })),
    ].sort((a, b) => a.at - b.at),
    patrols,
    marks: (member?.marks ?? []).map(({ item, issuedAt, returnedAt }) => ({ item, issuedAt, returnedAt })),
    events: eventsOf(member, whole),
    exit: await exitOf(db, member, standing, me.id),
    may: member ? movesOf(member, standing, me.id) : [],
  }
}

async function patrolsOf(
  db: Db,
  personId: string,
  township: Township,
  now: Instant,
): Promise<FileDto['patrols']> {
  const today = dayOf(now)
  const shifts = await findShifts(db, addDays(today, -PATROL_DAYS), addDays(today, AHEAD_DAYS), { personId })
  return shifts
    .filter((shift) => shift.status === 'open')
    .map(({ _id, startAt, endAt, areaId }) => ({
      shiftId: _id,
      startAt,
      endAt,
      area: township.areas.find((area) => area.id === areaId)?.name ?? '',
    }))
    .reverse()
}

/** Why someone was suspended or is to leave is between them and those who decide; a captain sees that it happened. */
const DISCREET: readonly MemberEventDto['event'][] = ['suspended', 'reinstated', 'left', 'revoked']
const HIDDEN: readonly MemberEventDto['event'][] = ['exitProposed', 'exitRefused']

function eventsOf(member: Member | null, whole: boolean): MemberEventDto[] {
  return (member?.events ?? [])
    .filter(({ event }) => whole || !HIDDEN.includes(event))
    .map(({ event, at, text }) => ({ event, at, text: whole || !DISCREET.includes(event) ? text : '' }))
}

/** The open proposal, for the person themself and those who propose and decide; who made it is not said to the person. */
async function exitOf(
  db: Db,
  member: Member | null,
  standing: Standing,
  callerId: string,
): Promise<ExitDto | null> {
  const exit = member?.exit
  if (!exit || !(standing.self || standing.office || standing.leader || standing.reviewer)) return null
  const by = standing.self ? null : await db.of(PEOPLE).get(exit.by)
  return {
    kind: exit.kind,
    reason: exit.reason,
    proposedAt: exit.at,
    proposedBy: by?.name ?? '',
    refusal: standing.self
      ? { code: 'OWN_CASE', message: '自己的事要请别的同事办。' }
      : exit.by === callerId
        ? { code: 'OWN_PROPOSAL', message: '你提议的要请别的领导小组成员审批。' }
        : null,
  }
}
