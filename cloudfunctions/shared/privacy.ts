import { collectionOf, type Db, type Tx } from './db'
import { idFrom } from './ids'
import type { Instant } from './values'

/** What personal data is asked for, one consent each (S-21; PIPL articles 14, 29). */
export const PRIVACY_PURPOSES = ['recruitment'] as const
/** One purpose of consent. */
export type PrivacyPurpose = (typeof PRIVACY_PURPOSES)[number]

/** The version of the words people consent to; new words need a new consent. */
export const PRIVACY_VERSION = '2026-11'

/** A consent given, and withdrawn; kept as proof of both, without any of the data itself. */
export interface PrivacyConsent {
  _id: string
  personId: string
  purpose: PrivacyPurpose
  version: string
  givenAt: Instant
  withdrawnAt: Instant | null
}

/** The collection of consents to personal data. */
export const PRIVACY_CONSENTS = collectionOf<PrivacyConsent>('privacyConsents')

function consentKey(personId: string, purpose: PrivacyPurpose): string {
  return idFrom('privacy', personId, purpose)
}

/** Records a consent, in place of an earlier one. */
export async function giveConsent(
  tx: Tx,
  personId: string,
  purpose: PrivacyPurpose,
  version: string,
  now: Instant,
): Promise<void> {
  const _id = consentKey(personId, purpose)
  await tx.of(PRIVACY_CONSENTS).put({ _id, personId, purpose, version, givenAt: now, withdrawnAt: null })
}

/** Records that a consent is withdrawn; false when there was none in force. */
export async function withdrawConsent(
  tx: Tx,
  personId: string,
  purpose: PrivacyPurpose,
  now: Instant,
): Promise<boolean> {
  const withdrawn = await tx
    .of(PRIVACY_CONSENTS)
    .updateAndReturn({ _id: consentKey(personId, purpose), withdrawnAt: null }, { withdrawnAt: now })
  return withdrawn !== null
}

/** The consent in force to the words of today, or null. */
export async function consentOf(
  db: Db | Tx,
  personId: string,
  purpose: PrivacyPurpose,
): Promise<PrivacyConsent | null> {
  const found = await db.of(PRIVACY_CONSENTS).get(consentKey(personId, purpose))
  return found && found.withdrawnAt === null && found.version === PRIVACY_VERSION ? found : null
}
