import type { Member } from '../../cloudfunctions/membership/record'
import { memberFrom } from '../../cloudfunctions/membership/store'
import type { Registration } from '../../cloudfunctions/recruitment/record'
import { registrationId } from '../../cloudfunctions/recruitment/store'
import { personId } from '../../cloudfunctions/shared/ids'
import type { Person } from '../../cloudfunctions/shared/people'
import { seal } from '../../cloudfunctions/shared/sealed'
import { dayOf } from '../../cloudfunctions/shared/time'
import type { Priority } from '../../cloudfunctions/shared/values'
import type { Attended, Training } from '../../cloudfunctions/training/record'
import { inventIdentity } from './identity'
import type { PeopleContext } from './people'
import { teamMembers } from './team'

const OCCUPATIONS = ['种田', '开店', '村保洁', '泥水匠', '茶农', '司机', '竹器加工', '小学老师', '返乡务工']
const MINUTES = 60_000
/** The trainings that everybody attended once certified. */
const YEARLY = ['topical', 'police', 'drill']

/** What the volunteers' files are made of (S-25). */
export interface DemoMembers {
  members: Member[]
  registrations: Registration[]
  trainings: Training[]
  /** How many certificates each year has, for the counter. */
  certificates: Map<string, number>
}

/** The files of the demo's certified volunteers: certificate, identity, insurance, marks and trainings. */
export function demoMembers(people: readonly Person[], context: PeopleContext, now: number): DemoMembers {
  const { township, fieldKeys, random } = context
  const made: DemoMembers = { members: [], registrations: [], trainings: [], certificates: new Map() }
  const byId = new Map(people.map((person) => [person._id, person]))
  const inOrder = teamMembers(township, context.today)
    .flatMap((member) => byId.get(personId(member.openid)) ?? [])
    .filter((person) => person.volunteer?.certifiedAt != null)
    .sort((a, b) => (a.volunteer?.certifiedAt ?? 0) - (b.volunteer?.certifiedAt ?? 0))
  const looks = new Map(teamMembers(township, context.today).map((each) => [personId(each.openid), each]))
  for (const [at, person] of inOrder.entries()) {
    const look = looks.get(person._id)
    const certifiedAt = person.volunteer?.certifiedAt ?? now
    const year = dayOf(certifiedAt).slice(0, 4)
    const last = (made.certificates.get(year) ?? 0) + 1
    made.certificates.set(year, last)
    const number = `${township.membership.certificatePrefix}${year}-${String(last).padStart(4, '0')}`
    const member = memberFrom(person, { number, code: demoCode(person.openid) }, { now, township })
    if (!member || !look) continue
    const identity = inventIdentity(look.generation, look.sex, random)
    const prioritised: [Priority, boolean][] = [
      ['party', at % 5 < 2],
      ['veteran', look.volunteer.qualifications.includes('veteran')],
      ['worthy', at % 17 === 3],
      ['grid', at % 6 === 1],
    ]
    made.members.push({
      ...member,
      sex: look.sex,
      identity: seal(JSON.stringify(identity), fieldKeys),
      occupation: OCCUPATIONS[at % OCCUPATIONS.length] ?? '',
      priorities: prioritised.filter(([, has]) => has).map(([priority]) => priority),
      insurance: member.insurance.map((each) => ({ ...each, policy: '平安意外险' })),
      suspension: look.volunteer.suspended
        ? {
            reason: '连续两次没有到岗，等队长谈话',
            at: now - 3 * 24 * 60 * MINUTES,
            by: personId('demo-office-1'),
          }
        : null,
      marks: township.membership.marks.map((item) => ({
        item,
        issuedAt: certifiedAt,
        issuedBy: personId('demo-office-1'),
        returnedAt: null,
        returnedBy: null,
      })),
    })
    made.registrations.push({ _id: registrationId(identity.idNumber, fieldKeys), personId: person._id })
    made.trainings.push(trainingOf(person._id, certifiedAt, context, now))
  }
  return made
}

/** The code on a demo person's certificate: always the same, so that a demo can print it. */
export function demoCode(openid: string): string {
  return Buffer.from(openid.padEnd(16, '.')).toString('base64url').slice(-22)
}

function trainingOf(_id: string, certifiedAt: number, { township }: PeopleContext, now: number): Training {
  const { courses, theoryHours, practiceHours } = township.training
  const day = 24 * 60 * MINUTES
  const attended = courses.flatMap((course, at): Attended[] => {
    const towards = course.kind === 'theory' || course.kind === 'practice'
    const after = YEARLY.includes(course.kind)
    if (!towards && !after) return []
    const when = towards ? certifiedAt - (30 - at) * day : certifiedAt + (20 + at) * day
    if (when > now) return []
    const { id, title, kind, hours } = course
    return [
      {
        sessionId: `session_demo_past_${id}`,
        courseId: id,
        title,
        kind,
        hours,
        at: when,
        applicationId: null,
      },
    ]
  })
  return { _id, applicationId: null, hours: { theory: theoryHours, practice: practiceHours }, attended }
}
