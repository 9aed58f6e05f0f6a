import { declarationsOf, identityOf } from '../recruitment/view'
import { findApplications, findRecommendationsBy } from '../recruitment/store'
import { HELPS } from '../help/store'
import { findMember } from '../membership/store'
import type { ReadContext } from '../shared/action'
import { AUDIT } from '../shared/audit'
import { command } from '../shared/db'
import { MESSAGE_KINDS, MESSAGES } from '../shared/messages'
import { PRIVACY_CONSENTS } from '../shared/privacy'
import { consentId, CONSENTS } from '../shared/push'
import { unseal, type Sealed } from '../shared/sealed'
import { SHIFTS } from '../shifts/store'
import { findPapers, findPractices, findTraining } from '../training/store'

/** The platform's maximum. */
const ALL = 1000

/** One part of an export. */
export interface ExportFile {
  name: string
  json: string
}

/**
 * All that is kept of the caller, in clear text, for them to take along (PIPL article 45), and nothing of anybody else:
 * neither names nor ids of others, nor words that others wrote about others. The key to the exam stays out too (S-24).
 */
export async function exportOf(context: ReadContext): Promise<ExportFile[]> {
  const parts = {
    person: person(context),
    applications: await applications(context),
    recommendations: await recommendations(context),
    training: await training(context),
    membership: await membership(context),
    patrols: await patrols(context),
    helps: await helps(context),
    messages: await messages(context),
    consents: await consents(context),
    activity: await activity(context),
  }
  return Object.entries(parts).map(([name, data]) => ({
    name: `${name}.json`,
    json: JSON.stringify(data, null, 2),
  }))
}

function clear(phone: Sealed | null): string | null {
  return phone && unseal(phone)
}

function person({ me }: ReadContext) {
  if (!me.person) return null
  const { openid, name, phone, villageId, home, position, roles, volunteer, createdAt } = me.person
  return {
    id: me.id,
    openid,
    name,
    phone: clear(phone),
    villageId,
    home,
    position,
    roles,
    volunteer,
    createdAt,
  }
}

async function applications({ db, me }: ReadContext) {
  return (await findApplications(db, me.id)).map((each) => ({
    id: each._id,
    state: each.state,
    villageId: each.villageId,
    teamId: each.teamId,
    way: each.way,
    name: each.name,
    sex: each.sex,
    identity: identityOf(each),
    phone: clear(each.phone),
    declarations: declarationsOf(each),
    occupation: each.occupation,
    priorities: each.priorities,
    skills: each.skills,
    motive: each.motive,
    photo: each.photo,
    relativesDeclared: each.relatives.length,
    submittedAt: each.submittedAt,
    closedAt: each.closedAt,
    passed: each.passed,
    steps: each.steps.map(({ event, at, reason }) => ({ event, at, reason })),
  }))
}

/** When one recommended somebody, not whom. */
async function recommendations({ db, me, now }: ReadContext) {
  const found = await findRecommendationsBy(db, me.id, now)
  return found.map(({ _id, createdAt, expiresAt }) => ({ id: _id, createdAt, expiresAt }))
}

async function training({ db, me }: ReadContext) {
  const attended = await findTraining(db, me.id)
  return {
    hours: attended?.hours ?? null,
    attended: attended?.attended ?? [],
    papers: (await findPapers(db, me.id)).map((paper) => ({
      id: paper._id,
      attempt: paper.attempt,
      state: paper.state,
      startedAt: paper.startedAt,
      endsAt: paper.endsAt,
      gradedAt: paper.gradedAt,
      score: paper.score,
      passed: paper.passed,
      answers: paper.answers,
    })),
    practices: (await findPractices(db, me.id)).map(({ _id, attempt, at, results, passed, note }) => ({
      id: _id,
      attempt,
      at,
      results,
      passed,
      note,
    })),
  }
}

async function membership({ db, me }: ReadContext) {
  const member = await findMember(db, me.id)
  if (!member) return null
  const { certificate } = member
  return {
    state: member.state,
    name: member.name,
    villageId: member.villageId,
    teamId: member.teamId,
    sex: member.sex,
    identity: identityOf(member),
    phone: clear(member.phone),
    occupation: member.occupation,
    priorities: member.priorities,
    photo: member.photo,
    joinedAt: member.joinedAt,
    leftAt: member.leftAt,
    certificate: {
      number: certificate.number,
      code: certificate.code,
      issuedAt: certificate.issuedAt,
      validUntil: certificate.validUntil,
    },
    insurance: member.insurance.map(({ policy, from, until }) => ({ policy, from, until })),
    insuredUntil: member.insuredUntil,
    suspension: member.suspension && { reason: member.suspension.reason, at: member.suspension.at },
    exit: member.exit && { kind: member.exit.kind, reason: member.exit.reason, at: member.exit.at },
    marks: member.marks.map(({ item, issuedAt, returnedAt }) => ({ item, issuedAt, returnedAt })),
    events: member.events.map(({ event, at, text }) => ({ event, at, text })),
  }
}

async function patrols({ db, me }: ReadContext) {
  const found = await db
    .of(SHIFTS)
    .find({ 'crew.personId': me.id }, { orderBy: ['startAt', 'desc'], limit: ALL })
  return found.map(({ _id, startAt, endAt, areaId, crew }) => ({
    id: _id,
    startAt,
    endAt,
    areaId,
    claimedAt: crew.find((seat) => seat.personId === me.id)?.at ?? null,
  }))
}

async function helps({ db, me }: ReadContext) {
  const own = await db.of(HELPS).find({ requesterId: me.id }, { orderBy: ['createdAt', 'desc'], limit: ALL })
  return own.map((help) => ({
    id: help._id,
    kind: help.kind,
    status: help.status,
    forCaller: help.forCaller,
    // What staff entered for a caller is the caller's.
    ...(help.forCaller
      ? {}
      : {
          name: help.requesterName,
          phone: clear(help.phone),
          place: help.place,
          forWhom: help.forWhom,
          note: help.note,
          photos: help.photos,
        }),
    createdAt: help.createdAt,
    acceptedAt: help.acceptedAt,
    arrivedAt: help.arrivedAt,
    closedAt: help.closedAt,
  }))
}

/** That there were messages, not their words: they may speak of others, and what they say of the caller stands elsewhere. */
async function messages({ db, me }: ReadContext) {
  const found = await db.of(MESSAGES).find({ to: me.id }, { orderBy: ['at', 'desc'], limit: ALL })
  return found.map(({ at, kind, readBy }) => ({ at, kind, read: readBy.includes(me.id) }))
}

async function consents({ db, me }: ReadContext) {
  const given = await db.of(PRIVACY_CONSENTS).find({ personId: me.id }, { limit: ALL })
  const ids = MESSAGE_KINDS.map((kind) => consentId(me.id, kind))
  const pushes = await db.of(CONSENTS).find({ _id: command().in(ids) }, { limit: ALL })
  return {
    personalData: given.map(({ purpose, version, givenAt, withdrawnAt }) => ({
      purpose,
      version,
      givenAt,
      withdrawnAt,
    })),
    messages: MESSAGE_KINDS.map((kind) => ({
      kind,
      left: pushes.find(({ _id }) => _id === consentId(me.id, kind))?.left ?? 0,
    })),
  }
}

async function activity({ db, me }: ReadContext) {
  const lines = await db.of(AUDIT).find({ person: me.id }, { orderBy: ['at', 'desc'], limit: ALL })
  return lines.map((line) => ({ at: line.at, function: line.function, action: line.action }))
}
