import { checkCharacter } from '../../../cloudfunctions/recruitment/idNumber'
import type { Application } from '../../../cloudfunctions/recruitment/record'
import { PRIVACY_VERSION, type PrivacyConsent } from '../../../cloudfunctions/shared/privacy'
import { idFrom, personId } from '../../../cloudfunctions/shared/ids'
import { NOW } from '../../support/builders'

/** A valid ID number of Kecheng district; `birth` as `YYYYMMDD`, an odd `order` is a man's. */
export function idNumber(birth = '19900307', order = 1): string {
  const digits = `330802${birth}${String(order).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}

/** What a whole, honest form sends. */
export function form(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: '周小军',
    idNumber: idNumber(),
    phone: '13900001234',
    villageId: 'jingxi',
    occupation: '种田',
    priorities: [],
    skills: ['dialect'],
    health: 'healthy',
    healthNote: '',
    criminalRecord: 'none',
    motive: '想为村里做点事',
    relatives: [],
    ...over,
  }
}

/** A consent in force to the words of today. */
export function consentOf(openid: string, version = PRIVACY_VERSION): PrivacyConsent {
  const person = personId(openid)
  return {
    _id: idFrom('privacy', person, 'recruitment'),
    personId: person,
    purpose: 'recruitment',
    version,
    givenAt: NOW,
    withdrawnAt: null,
  }
}

/** An application of 荆溪村 made at `NOW`, waiting for the village, without sealed fields unless given. */
export function application(over: Partial<Application> = {}): Application {
  const id = over._id ?? 'app_1'
  return {
    _id: id,
    revision: 1,
    state: 'submitted',
    personId: 'p_applicant',
    villageId: 'jingxi',
    teamId: 'team-jingxi',
    way: 'self',
    recommendedBy: null,
    name: '周小军',
    sex: 'male',
    identity: null,
    phone: null,
    declarations: null,
    identityCheck: false,
    occupation: '种田',
    priorities: [],
    skills: [],
    motive: '',
    photo: null,
    relatives: [],
    recused: [],
    queueKey: `1-${String(over.submittedAt ?? NOW).padStart(15, '0')}-${id}`,
    submittedAt: NOW,
    closedAt: null,
    erasedAt: null,
    passed: [],
    papers: 0,
    steps: [{ event: 'apply', at: NOW, by: over.personId ?? 'p_applicant', reason: null }],
    ...over,
  }
}
