import type { MeDto, MessageDto } from '../../cloudfunctions/account/dto'
import type { Place } from '../../cloudfunctions/shared/values'
import { call } from './client'

/** What people say of themselves; only what is given changes. */
export interface Profile {
  name?: string
  villageId?: string | null
  home?: Place | null
  phone?: string | null
}

/** Who the caller is and what matters to them now. */
export function getMe(): Promise<MeDto> {
  return call('account', 'me', {})
}

/** Saves what the caller says of themself. */
export async function saveProfile(profile: Profile, requestKey: string): Promise<void> {
  await call('account', 'save', { ...profile, requestKey })
}

/** Puts the caller on their village's standby list, or takes them off. */
export async function setStandby(on: boolean, requestKey: string): Promise<boolean> {
  return (await call('account', 'standby', { on, requestKey })).standby
}

/** A page of the caller's messages, newest first: those after the last one shown, if any. */
export function listMessages(last?: MessageDto): Promise<{ messages: MessageDto[]; more: boolean }> {
  return call('account', 'inbox', last ? { before: last.at, beforeId: last.id } : {})
}

/** Marks messages as read; answers how many are left. */
export async function markRead(ids: string[], requestKey: string): Promise<number> {
  return (await call('account', 'markRead', { ids, requestKey })).unread
}

/** Records what the caller accepted in WeChat's dialog for subscribe messages. */
export async function recordConsent(
  accepted: ('help' | 'shift' | 'notice')[],
  requestKey: string,
): Promise<void> {
  await call('account', 'consent', { accepted, requestKey })
}

/** Stores the phone number that WeChat vouches for, from the code of its button; answers it masked. */
export async function bindPhone(code: string): Promise<string> {
  return (await call('account', 'bindPhone', { code })).phoneMasked
}

/** All that is kept of the caller, in clear text, as named JSON texts. */
export async function exportData(): Promise<{ name: string; json: string }[]> {
  return (await call('account', 'exportData', {})).files
}

/** Deletes the caller and all that is known of them, for good. */
export async function deleteMe(requestKey: string): Promise<void> {
  await call('account', 'deleteMe', { confirm: '删除', requestKey })
}
