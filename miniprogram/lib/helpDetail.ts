import type { HelpDto } from '../../cloudfunctions/help/dto'
import { HELP_FLAG, HELP_STATUS } from './labels'
import {
  helpClock,
  placeText,
  timelineOf,
  titleText,
  type HelpAsk,
  type HelpClock,
  type TimelineStep,
} from './helpView'

/** A move offered as a button. */
interface MoveButton {
  kind: HelpAsk['kind']
  words: string
}

/** Whom the caller may phone about a request. */
export type ContactWho = HelpDto['contacts'][number]

/** What the detail page shows. */
export interface HelpDetailView {
  title: string
  live: boolean
  mine: boolean
  statusWord: string
  clock: HelpClock
  steps: TimelineStep[]
  place: string
  hasPoint: boolean
  needsPlace: boolean
  placeHint: string
  /** What whoever answers it should know first, a line each, while it is live. */
  flags: string[]
  facts: { label: string; text: string }[]
  forWhom: string
  /** The saved home, where it stands for the place. */
  homeText: string
  contacts: { who: ContactWho; words: string }[]
  canCancel: boolean
  canAdd: boolean
  main: MoveButton | null
  second: MoveButton | null
}

const CONTACT: Record<ContactWho, string> = {
  requester: '打给求助人',
  responder: '打给他',
  captain: '打给队长',
}

/** One request in full, for whoever looks at it: what they may do is what the cloud says they may. */
export function helpDetail(help: HelpDto, now: number): HelpDetailView {
  const live = help.status !== 'resolved' && help.status !== 'cancelled'
  const can = new Set(help.can)
  const facts = [
    ...(help.mine ? [] : [{ label: '求助人', text: help.requester ?? '没有留名字' }]),
    ...(help.forWhom === null ? [] : [{ label: '替谁求助', text: help.forWhom }]),
    ...(help.note === '' ? [] : [{ label: '说明', text: help.note }]),
  ]
  return {
    title: titleText(help),
    live,
    mine: help.mine,
    statusWord: HELP_STATUS[help.status],
    clock: helpClock(help, now),
    steps: timelineOf(help),
    place: help.placeSource === 'unknown' && !help.mine ? '位置还不知道，请先打电话问' : placeText(help),
    hasPoint: help.place?.point != null,
    needsPlace: can.has('add') && help.placeSource !== 'given',
    placeHint:
      help.placeSource === 'home'
        ? '现在用的是你存的住址。不在家就补上位置。'
        : '知道位置，义警才能最快赶到。',
    flags: (live ? help.flags : []).map((flag) => HELP_FLAG[flag]),
    facts,
    forWhom: help.forWhom ?? '',
    homeText: help.placeSource === 'home' ? help.place?.text || '已存的位置' : '',
    contacts: help.contacts.map((who) => ({ who, words: CONTACT[who] })),
    canCancel: can.has('cancel') && help.mine,
    canAdd: can.has('add'),
    ...movesOf(can),
  }
}

/** How a request ended, said to whoever was about to do something about it; null while it is live. */
export function closedWords(help: HelpDto): string | null {
  if (help.status === 'resolved') return '这件求助已经办结'
  if (help.status !== 'cancelled') return null
  const by = help.timeline.at(-1)?.by ?? null
  return !help.mine && by === help.requester ? '求助人说不用来了' : '这件求助已经取消'
}

/** The next move as the main button, the way out beside it. */
function movesOf(can: ReadonlySet<string>): Pick<HelpDetailView, 'main' | 'second'> {
  const back: MoveButton | null = can.has('handBack') ? { kind: 'handBack', words: '去不了' } : null
  if (can.has('accept')) return { main: { kind: 'accept', words: '我去' }, second: null }
  if (can.has('arrive')) return { main: { kind: 'arrive', words: '到了' }, second: back }
  if (can.has('resolve')) return { main: { kind: 'resolve', words: '办结' }, second: back }
  return { main: null, second: back }
}
