import type { MeDto } from '../../cloudfunctions/account/dto'
import { newRequestKey } from '../lib/keys'
import { recordConsent } from './account'

type Purpose = keyof MeDto['township']['templates']

/**
 * Asks for one subscribe message for a purpose at the moment it makes sense, and records the answer. A refusal or a
 * failure changes nothing: the inbox says the same.
 */
export async function askConsent(templates: MeDto['township']['templates'], purpose: Purpose): Promise<void> {
  const template = templates[purpose]
  try {
    const answer = await wx.requestSubscribeMessage({ tmplIds: [template] })
    if (answer[template] === 'accept') await recordConsent([purpose], newRequestKey())
  } catch {
    // Refused, switched off in the settings, or not reachable.
  }
}
