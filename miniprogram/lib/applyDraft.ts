import type { ApplyRefusalCode, MyWayDto, RecommendationDto } from '../../cloudfunctions/recruitment/dto'
import type { Priority, Qualification } from '../../cloudfunctions/shared/values'
import type { Applying } from '../api/recruitment'
import { isPhone } from './mask'

/** The screens of the form, one group of questions each, in their order. */
export const APPLY_STEPS = [
  { step: 'consent', title: '先看清楚再同意' },
  { step: 'identity', title: '你是谁' },
  { step: 'contact', title: '怎么找到你' },
  { step: 'about', title: '说说你自己' },
  { step: 'declarations', title: '如实说两件事' },
  { step: 'photo', title: '照片和想说的话' },
  { step: 'review', title: '看一遍，交上去' },
] as const
/** One screen of the form. */
export type ApplyStep = (typeof APPLY_STEPS)[number]['step']

/** What is filled in so far; kept on this phone only, until it is sent or cleared. */
export interface ApplyDraft {
  step: ApplyStep
  agreed: boolean
  name: string
  idNumber: string
  /** What the ID number said, in words, once its holder has confirmed it; empty before. */
  idWords: string
  phone: string
  villageId: string
  occupation: string
  priorities: Exclude<Priority, 'young'>[]
  skills: Exclude<Qualification, 'veteran'>[]
  health: 'healthy' | 'limited' | ''
  healthNote: string
  criminalRecord: 'none' | 'has' | ''
  relatives: string[]
  /** The uploaded photo's file id. */
  photo: string
  motive: string
  recommendationId: string
}

/** Nothing is filled in. */
export const EMPTY_DRAFT: ApplyDraft = {
  step: 'consent',
  agreed: false,
  name: '',
  idNumber: '',
  idWords: '',
  phone: '',
  villageId: '',
  occupation: '',
  priorities: [],
  skills: [],
  health: '',
  healthNote: '',
  criminalRecord: '',
  relatives: [],
  photo: '',
  motive: '',
  recommendationId: '',
}

/** Reads a draft from storage; what is missing or of another shape starts empty. */
export function draftFrom(stored: unknown): ApplyDraft {
  if (typeof stored !== 'object' || stored === null) return EMPTY_DRAFT
  const known = stored as Record<string, unknown>
  const kept = Object.entries(EMPTY_DRAFT).map(([field, empty]: [string, unknown]) => {
    const value = known[field]
    const fits = typeof value === typeof empty && Array.isArray(value) === Array.isArray(empty)
    return [field, fits ? value : empty]
  })
  // Written by the form alone; each field has the type of its empty value.
  const draft = Object.fromEntries(kept) as ApplyDraft
  return stepNumber(draft.step) === 0 ? { ...draft, step: 'consent' } : draft
}

/** The draft to begin with: what was filled in before, completed by what is known already. */
export function beginningWith(
  draft: ApplyDraft,
  { known, consented }: Pick<MyWayDto, 'known' | 'consented'>,
  recommendation: Pick<RecommendationDto, 'id' | 'village' | 'state'> | null,
): ApplyDraft {
  const open = recommendation?.state === 'open' ? recommendation : null
  return {
    ...draft,
    name: draft.name || known.name,
    villageId: draft.villageId || (open?.village.id ?? known.village?.id ?? ''),
    recommendationId: open?.id ?? '',
    // Words that have changed since, or a consent whose answer was lost, are asked about again.
    ...(consented ? {} : { agreed: false, step: 'consent' }),
  }
}

/** A screen's number, counted from 1; 0 for none. */
export function stepNumber(step: ApplyStep): number {
  return APPLY_STEPS.findIndex((each) => each.step === step) + 1
}

/** The screen after or before one; the first and the last stay. */
export function stepAfter(step: ApplyStep, by: 1 | -1): ApplyStep {
  return APPLY_STEPS[stepNumber(step) - 1 + by]?.step ?? step
}

/** What the form has to know besides the draft to judge a screen. */
export interface ApplyKnown {
  /** A phone number is stored already. */
  hasPhone: boolean
  /** The photo could not be uploaded: it may follow later. */
  photoFailed: boolean
}

/** What is missing on a screen, in words that say what to do; empty when one can go on. The cloud checks all again. */
export function missingOn(step: ApplyStep, draft: ApplyDraft, known: ApplyKnown): string {
  switch (step) {
    case 'consent':
      return draft.agreed ? '' : '往下看完，点“我看明白了，同意”，再继续。'
    case 'identity':
      if (draft.name.trim().length < 2) return '写上身份证上的姓名。'
      return draft.idNumber.trim() === '' ? '写上身份证号。' : ''
    case 'contact':
      if (draft.phone === '' && !known.hasPhone) return '留一个能打通的电话。'
      if (draft.phone !== '' && !isPhone(draft.phone)) return '电话号码好像不对，请再看看。'
      return draft.villageId === '' ? '点一下你住的村。' : ''
    case 'about':
      return draft.occupation.trim() === '' ? '写一下平时做什么，比如种地。' : ''
    case 'declarations':
      if (draft.health === '') return '点一下你的身体情况。'
      if (draft.health === 'limited' && draft.healthNote.trim() === '') return '说一句身体哪里不方便。'
      if (draft.criminalRecord === '') return '点一下有没有犯罪记录。'
      if (draft.criminalRecord === 'has')
        return '有过犯罪记录，按规定不能当巡逻队员。点错了就改过来；想为村里出力，找村委会聊聊。'
      return ''
    case 'photo':
      return draft.photo !== '' || known.photoFailed ? '' : '拍一张正脸照片，办队员证要用。'
    case 'review':
      return ''
  }
}

/** The first screen that something is missing on, or null when all is there. */
export function firstMissing(draft: ApplyDraft, known: ApplyKnown): ApplyStep | null {
  return APPLY_STEPS.find(({ step }) => missingOn(step, draft, known) !== '')?.step ?? null
}

const REFUSED_AT: Record<string, ApplyStep> = {
  CONSENT_NEEDED: 'consent',
  OLD_WORDS: 'consent',
  NAME_ODD: 'identity',
  TOO_YOUNG: 'identity',
  TOO_OLD: 'identity',
  PHONE_NEEDED: 'contact',
  UNKNOWN_VILLAGE: 'contact',
  DECLARATION_MISSING: 'declarations',
  CRIMINAL_RECORD: 'declarations',
  PHOTO_NOT_YOURS: 'photo',
  RISKY_TEXT: 'photo',
}

/** The screen that a refusal belongs to; null when it is about the application as a whole. */
export function stepOfRefusal(code: string): ApplyStep | null {
  return code.startsWith('ID_') ? 'identity' : (REFUSED_AT[code] ?? null)
}

/** Refusals that no change of the form mends. */
const FINAL: readonly ApplyRefusalCode[] = [
  'CLOSED',
  'ALREADY_APPLYING',
  'ALREADY_VOLUNTEER',
  'ELIMINATED_RECENTLY',
]

/** Whether the form is of no use now. */
export function isFinal(code: string): boolean {
  return FINAL.some((each) => each === code)
}

/** The draft as it is sent. */
export function applyingOf(draft: ApplyDraft): Applying {
  const { phone, priorities, photo, recommendationId } = draft
  return {
    name: draft.name.trim(),
    idNumber: draft.idNumber.trim(),
    ...(phone === '' ? {} : { phone }),
    villageId: draft.villageId,
    occupation: draft.occupation.trim(),
    priorities,
    skills: priorities.includes('veteran') ? ['veteran', ...draft.skills] : draft.skills,
    health: draft.health === '' ? null : draft.health,
    healthNote: draft.health === 'limited' ? draft.healthNote.trim() : '',
    criminalRecord: draft.criminalRecord === '' ? null : draft.criminalRecord,
    motive: draft.motive.trim(),
    ...(photo === '' ? {} : { photo }),
    relatives: draft.relatives,
    ...(recommendationId === '' ? {} : { recommendationId }),
  }
}
