import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import type { Db } from '../../shared/db'
import { consentOf, PRIVACY_VERSION } from '../../shared/privacy'
import { findByRole } from '../../shared/recipients'
import { maskPhone, unseal } from '../../shared/sealed'
import { villageOf, type Township } from '../../shared/township'
import type { MyWayDto } from '../dto'
import { applyWords } from '../refusals'
import { applyRefusal } from '../rules'
import { findApplicant, findNewestApplication, findRecommendationsBy } from '../store'
import { applicationView } from '../view'

/** The caller's way: their newest application with its timeline, and whether they may apply (S-20, S-22). */
export const mine = read({
  input: z.strictObject({}),
  allow: anyone(),
  async run({ me, db, township, now }): Promise<MyWayDto> {
    const [consent, application, applicant, recommendations, reviewers] = await Promise.all([
      consentOf(db, me.id, 'recruitment'),
      findNewestApplication(db, me.id),
      findApplicant(db, me.id),
      findRecommendationsBy(db, me.id, now),
      deciders(db, township),
    ])
    const { open, eliminatedPause } = township.recruitment
    const standing = { applicant, open, eliminatedPause, consented: consent !== null }
    const code = applyRefusal({ ...standing, volunteer: me.person?.volunteer != null }, now)
    const { name = '', villageId = null, phone = null } = me.person ?? {}
    return {
      consented: consent !== null,
      consentVersion: PRIVACY_VERSION,
      application: application && applicationView(application, township),
      refusal: code && { code, message: applyWords(code, applicant, township) },
      known: {
        name,
        village: villageOf(township, villageId),
        phoneMasked: phone && maskPhone(unseal(phone)),
      },
      recommendations: recommendations.map((each) => ({
        id: each._id,
        name: each.name,
        village: villageOf(township, each.villageId) ?? { id: each.villageId, name: '' },
        expiresAt: each.expiresAt,
        taken: each.takenBy !== null,
      })),
      reviewers: reviewers.filter((each) => each.personId !== me.id),
    }
  },
})

/** Those who decide: every village's reviewers, and the leading group (S-03, S-05). */
async function deciders(db: Db, township: Township): Promise<MyWayDto['reviewers']> {
  const [reviewers, leaders] = await Promise.all([findByRole(db, 'reviewer'), findByRole(db, 'leader')])
  return [
    ...reviewers.flatMap((person) =>
      person.roles
        .filter((grant) => grant.role === 'reviewer')
        .map((grant) => ({
          personId: person._id,
          name: person.name,
          village: villageOf(township, grant.villageId ?? null),
        })),
    ),
    ...leaders.map((person) => ({ personId: person._id, name: person.name, village: null })),
  ]
}
