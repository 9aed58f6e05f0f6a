import type { MeDto } from '../../cloudfunctions/account/dto'
import type { QueueItemDto, ReviewDto, ReviewStep } from '../../cloudfunctions/recruitment/dto'
import type { TimelineStep } from './helpView'
import { SKILL } from './labels'
import { APPLICATION_STATE, PRIORITY, SEX } from './recruitLabels'
import { stepsOf } from './recruitView'

/** Steps of the review, as tabs. */
export const STEP: Record<ReviewStep, string> = {
  village: '村里审核',
  township: '乡里审核',
  identity: '身份核对',
}

/** The steps whose queue someone may see, the one they decide first. */
export function stepsFor(me: Pick<MeDto, 'roles'>): ReviewStep[] {
  const roles = new Set(me.roles.map(({ role }) => role))
  const steps: ReviewStep[] = [
    ...(roles.has('reviewer') ? (['village'] as const) : []),
    ...(roles.has('leader') ? (['township', 'village'] as const) : []),
    ...(roles.has('office') ? (['identity', 'village', 'township'] as const) : []),
  ]
  return [...new Set(steps)]
}

/** How long an application waits: `刚交来`, `等了 5 小时`, `等了 2 天`. */
export function waitingText(hours: number): string {
  if (hours < 1) return '刚交来'
  return hours < 24 ? `等了 ${hours} 小时` : `等了 ${Math.floor(hours / 24)} 天`
}

/** From when on an application has waited long, in hours. */
const LONG = 72

/** A line of the queue. */
export interface QueueCardView {
  id: string
  revision: number
  name: string
  about: string
  waiting: string
  long: boolean
  tags: string[]
  /** Why the caller cannot decide it; empty when they can. */
  refusal: string
  canDecide: boolean
}

/** An application in the queue of those who decide. */
export function queueCard(item: QueueItemDto): QueueCardView {
  return {
    id: item.id,
    revision: item.revision,
    name: item.name,
    about: aboutText(item),
    waiting: waitingText(item.waitingHours),
    long: item.waitingHours >= LONG,
    tags: item.priorities.map((each) => PRIORITY[each]),
    refusal: item.refusal?.message ?? '',
    canDecide: item.refusal === null,
  }
}

function aboutText({ sex, age, village }: QueueItemDto): string {
  return [sex === null ? '' : SEX[sex], age === null ? '' : `${age} 岁`, village.name]
    .filter(Boolean)
    .join(' · ')
}

/** A masked number of an application. */
export interface MaskedView {
  field: 'idNumber' | 'phone'
  label: string
  value: string
  /** Nothing is hidden any more. */
  open: boolean
}

/** An application with all that a decision needs. */
export interface ReviewView extends QueueCardView {
  state: string
  photoUrl: string
  initial: string
  way: string
  numbers: MaskedView[]
  facts: { label: string; text: string }[]
  steps: TimelineStep[]
  step: ReviewStep | null
  places: string
  identityCheck: boolean
  /** Words of the question before approving. */
  approveWords: string
}

const HEALTH = { healthy: '身体好', limited: '有些不方便' }

/**
 * One application for those who decide.
 * @param unmasked numbers that were asked for in full
 */
export function reviewView(
  review: ReviewDto,
  unmasked: Partial<Record<MaskedView['field'], string>>,
  now: number,
): ReviewView {
  const card = queueCard(review)
  return {
    ...card,
    canDecide: card.canDecide && review.step !== null,
    waiting: review.step === null ? '' : card.waiting,
    refusal: review.step === null ? '' : card.refusal,
    state: APPLICATION_STATE[review.state],
    photoUrl: review.photoUrl ?? '',
    initial: review.name.slice(0, 1),
    way: review.way === 'self' ? '自己报名' : `${review.recommendedBy ?? '村民'}推荐，本人报名`,
    numbers: [
      numberOf('idNumber', '身份证号', review.idMasked, unmasked.idNumber),
      numberOf('phone', '电话', review.phoneMasked, unmasked.phone),
    ],
    facts: factsOf(review),
    steps: stepsOf(review, now),
    step: review.step,
    places: review.places > 0 ? `这个村的队还有 ${review.places} 个名额` : '这个村的队已经满了',
    identityCheck: review.identityCheck,
    approveWords: approveWords(review),
  }
}

function numberOf(
  field: MaskedView['field'],
  label: string,
  masked: string | null,
  open: string | undefined,
): MaskedView {
  return { field, label, value: open ?? masked ?? '已经删除', open: open !== undefined || masked === null }
}

function factsOf(review: ReviewDto): { label: string; text: string }[] {
  const health = review.health === null ? '' : HEALTH[review.health]
  const facts = [
    { label: '职业', text: review.occupation },
    { label: '健康', text: [health, review.healthNote].filter(Boolean).join('，') },
    { label: '犯罪记录', text: review.health === null ? '' : '本人说没有' },
    { label: '会什么', text: review.skills.map((skill) => SKILL[skill]).join('、') },
    { label: '想说的话', text: review.motive },
  ]
  return facts.filter(({ text }) => text !== '')
}

function approveWords({ step, name, village }: ReviewDto): string {
  return step === 'village'
    ? `${name} · ${village.name}\n通过后交给乡领导小组再审核一遍。`
    : `${name} · ${village.name}\n通过后进入培训，占队里一个名额。`
}
