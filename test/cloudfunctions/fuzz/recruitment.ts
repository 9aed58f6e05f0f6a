import * as fc from 'fast-check'
import { personId } from '../../../cloudfunctions/shared/ids'
import { PRIVACY_VERSION } from '../../../cloudfunctions/shared/privacy'
import { QUALIFICATIONS } from '../../../cloudfunctions/shared/values'
import { idNumber } from '../recruitment/records'
import { APPLICANTS, applicationId as idOf, NEWCOMERS, RECOMMENDATIONS } from './world'
import { mostly, optional, requestKey, text, village, type ValidByAction } from './values'

const applicationId = mostly(APPLICANTS.map(idOf), ['no-such-application'])
// Seeded at 1; others have decided something meanwhile.
const revision = mostly([1], [2, 3, 900])
const recommendation = mostly(RECOMMENDATIONS.slice(0, 1), [...RECOMMENDATIONS, 'no-such-recommendation'])
const name = mostly(
  ['周小军', '徐一', '阿依古丽·买买提', ' 李　梅 '],
  ['x', '😀😀', '\u202e军小周', '\u200b', '王'],
)
const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 999 }).map((order) => idNumber('19900307', order)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '110105491231002',
      '11010519491231002x',
      '110105194912310021',
      idNumber('20200101'),
      idNumber('20010229'),
      'what?',
    ),
  },
)
const deciders = ['reviewer', 'leader']
const leading = [...deciders, 'captain', 'office']

/** Joining: from the notice to the decision. */
export const RECRUITMENT: ValidByAction = {
  'recruitment.notice': { payload: fc.record({}) },
  'recruitment.poster': { payload: fc.record({}), by: leading },
  'recruitment.consent': {
    payload: fc.record({ version: mostly([PRIVACY_VERSION], ['2020-01']), requestKey }),
  },
  'recruitment.withdrawConsent': { payload: fc.record({ requestKey }) },
  'recruitment.checkId': { payload: fc.record({ idNumber: number }) },
  'recruitment.apply': {
    payload: fc.record({
      name,
      idNumber: number,
      phone: mostly<string | undefined>(['13900001234', '１３９００００１２３４'], [undefined]),
      villageId: village,
      occupation: text(40),
      priorities: fc.subarray(['party', 'veteran', 'worthy', 'grid']),
      skills: fc.subarray([...QUALIFICATIONS]),
      health: mostly<string | null>(['healthy'], ['limited', null]),
      healthNote: fc.constantFrom('', '高血压，不能跑步'),
      criminalRecord: mostly<string | null>(['none'], ['has', null]),
      motive: fc.oneof(fc.constant(''), text(200)),
      photo: mostly<string | undefined>(
        [undefined],
        [...NEWCOMERS].map((openid) => `cloud://local.6c6f/uploads/${personId(openid)}/a.jpg`),
      ),
      relatives: fc.subarray(['reviewer', 'leader', 'nobody'].map(personId)),
      recommendationId: mostly<string | undefined>([undefined], [...RECOMMENDATIONS, 'no-such-one']),
      requestKey,
    }),
    by: NEWCOMERS,
  },
  'recruitment.mine': { payload: fc.record({}) },
  'recruitment.withdraw': {
    payload: fc.record({
      applicationId: mostly([idOf('waiting')], APPLICANTS.map(idOf)),
      reason: fc.constantFrom('', '要外出打工'),
      requestKey,
    }),
    by: ['waiting'],
  },
  'recruitment.recommend': {
    payload: fc.record({ name, villageId: village, reason: text(200), requestKey }),
  },
  'recruitment.recommendation': { payload: fc.record({ id: recommendation }) },
  'recruitment.declineRecommendation': { payload: fc.record({ id: recommendation, requestKey }) },
  'recruitment.queue': {
    payload: fc.record({
      step: mostly(['village'], ['township', 'identity']),
      villageId: optional(village),
      after: optional(fc.constantFrom('0', '1-', '9', "'; drop--")),
    }),
    by: [...deciders, 'office'],
  },
  'recruitment.get': { payload: fc.record({ applicationId }), by: [...deciders, 'office'] },
  'recruitment.review': {
    payload: fc.record({
      applicationId: mostly(['waiting', 'passed'].map(idOf), APPLICANTS.map(idOf)),
      revision,
      approve: fc.boolean(),
      reason: optional(text(200)),
      requestKey,
    }),
    by: deciders,
  },
  'recruitment.recuse': { payload: fc.record({ applicationId, requestKey }), by: deciders },
  'recruitment.checkIdentity': {
    payload: fc.record({
      applicationId: mostly([idOf('doubled')], APPLICANTS.map(idOf)),
      revision,
      same: fc.boolean(),
      reason: optional(text(200)),
      requestKey,
    }),
    by: ['office', 'office-2'],
  },
  'recruitment.unmask': {
    payload: fc.record({
      applicationId,
      field: fc.constantFrom('idNumber', 'phone'),
      reason: text(100),
      requestKey,
    }),
    by: [...deciders, 'office'],
  },
  'recruitment.dashboard': { payload: fc.record({}), by: leading },
}
