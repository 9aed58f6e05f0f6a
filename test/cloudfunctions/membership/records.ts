import type { Member } from '../../../cloudfunctions/membership/record'
import type { Application } from '../../../cloudfunctions/recruitment/record'
import type { Person } from '../../../cloudfunctions/shared/people'
import { instantOf } from '../../../cloudfunctions/shared/time'
import { NOW } from '../../support/builders'

/** Insured to the end of 2027, as `volunteer()` of the builders nearly is. */
export const INSURED_UNTIL = instantOf('2028-01-01') - 1

/** The membership of a volunteer, in agreement with their record. */
export function memberOf(person: Person, over: Partial<Member> = {}): Member {
  const { volunteer } = person
  if (!volunteer) throw new Error(`${person.name} is no volunteer`)
  return {
    _id: person._id,
    revision: 1,
    state: volunteer.suspended ? 'suspended' : 'active',
    name: person.name,
    villageId: volunteer.villageId,
    teamId: volunteer.teamId,
    sex: 'male',
    identity: null,
    phone: null,
    occupation: '茶农',
    priorities: ['party'],
    photo: null,
    applicationId: `application_${person._id}`,
    joinedAt: instantOf('2026-03-01'),
    leftAt: null,
    certificate: {
      number: `石义巡2026-${person._id.slice(-4)}`,
      code: codeOf(person),
      issuedAt: instantOf('2026-03-01'),
      validUntil: volunteer.certifiedUntil ?? instantOf('2029-03-01') - 1,
    },
    insurance:
      volunteer.insuredUntil === null
        ? []
        : [
            {
              policy: 'PICC-2026',
              from: instantOf('2026-03-01'),
              until: volunteer.insuredUntil,
              by: 'p_office',
            },
          ],
    insuredUntil: volunteer.insuredUntil,
    reminded: [],
    suspension: null,
    exit: null,
    marks: [],
    events: [{ event: 'certified', at: instantOf('2026-03-01'), by: null, text: '' }],
    ...over,
  }
}

/** The verification code of `memberOf`. */
export function codeOf(person: Person): string {
  return `Code_${person._id.slice(-17)}`
}

/** An application of someone who has passed everything; nothing personal in it is sealed unless said otherwise. */
export function passed(person: Person, over: Partial<Application> = {}): Application {
  return {
    _id: `application_${person._id}`,
    revision: 5,
    state: 'certified',
    personId: person._id,
    villageId: 'jingxi',
    teamId: 'team-jingxi',
    way: 'self',
    recommendedBy: null,
    name: person.name,
    sex: 'female',
    identity: null,
    phone: null,
    declarations: null,
    identityCheck: false,
    occupation: '小学老师',
    priorities: ['party'],
    skills: ['firstAid'],
    motive: '想为村里出点力',
    photo: null,
    relatives: [],
    recused: [],
    queueKey: `0-${String(NOW).padStart(15, '0')}-${person._id}`,
    submittedAt: NOW,
    closedAt: NOW,
    passed: ['theory', 'practice'],
    papers: 1,
    steps: [],
    erasedAt: null,
    ...over,
  }
}

let counter = 0

/** A request key that was never used. */
export function newKey(): string {
  return `membership-${String(++counter).padStart(12, '0')}`
}
