import type { HelpDto, HelpEventDto } from '../../cloudfunctions/help/dto'
import { metresText } from './distance'
import { HELP_KIND, HELP_STATUS, TOLD } from './labels'
import { clockText, leftText, spanText, whenText } from './time'

/** One step of the timeline as shown. */
export interface TimelineStep {
  /** Its place in the list. */
  key: number
  title: string
  note: string
  done: boolean
  /** Overdue or handed back: marked with a word and the help colour. */
  alarm: boolean
  /** Not done yet, and what is going on at this moment. */
  current?: boolean
}

/** What a help card shows in the responders' and watchers' lists. */
export interface HelpCardView {
  id: string
  title: string
  place: string
  note: string
  tag: string
  tone: 'help' | 'warn' | 'brand' | 'grey'
  distance: string
  /** The caller may take it from the list. */
  canAccept: boolean
  mine: boolean
}

/** What the countdown at the top of the detail page shows. */
export interface HelpClock {
  /** A line above the digits. */
  headline: string
  /** The mark it counts to; null when nothing is left to count. */
  mark: number | null
  /** A line below the digits. */
  note: string
}

/** Where the request is, in words. */
export function placeText(help: Pick<HelpDto, 'place' | 'placeSource'>): string {
  const words = help.place?.text ?? ''
  if (words !== '') return help.placeSource === 'home' ? `${words}（住址）` : words
  return help.place?.point ? '见地图位置' : '位置还不知道'
}

/** `有人走失 · 荆溪村口`. */
export function titleText(help: Pick<HelpDto, 'kind' | 'place' | 'placeSource'>): string {
  return `${HELP_KIND[help.kind]} · ${placeText(help)}`
}

function isLive(help: HelpDto): boolean {
  return help.status !== 'resolved' && help.status !== 'cancelled'
}

/** A request for a list (S-45). */
export function helpCard(help: HelpDto, now: number): HelpCardView {
  const { tag, tone } = tagOf(help, now)
  const facts = [
    `${whenText(help.createdAt, now)} 求助`,
    ...(help.forWhom === null ? [] : [`替${help.forWhom}求助`]),
    ...(help.responder === null ? [] : [help.responder.me ? '你接的单' : `${help.responder.name}接单`]),
    ...(help.photos.length === 0 ? [] : [`${help.photos.length} 张照片`]),
  ]
  return {
    id: help.id,
    title: HELP_KIND[help.kind],
    place: placeText(help),
    note: facts.join(' · '),
    tag,
    tone,
    distance: help.metres === null ? '' : metresText(help.metres),
    canAccept: help.can.includes('accept'),
    mine: help.mine,
  }
}

/** Whether the next mark has passed: nobody accepted, or nobody has arrived (S-45). */
export function isOverdue(help: HelpDto, now: number): boolean {
  if (help.status === 'open') return now >= help.respondBy
  return help.status === 'accepted' && now >= help.handleBy
}

function tagOf(help: HelpDto, now: number): Pick<HelpCardView, 'tag' | 'tone'> {
  if (!isLive(help)) return { tag: HELP_STATUS[help.status], tone: 'grey' }
  if (help.status === 'arrived') return { tag: HELP_STATUS.arrived, tone: 'brand' }
  const mark = help.status === 'open' ? help.respondBy : help.handleBy
  if (now >= mark) return { tag: leftText(mark, now), tone: 'help' }
  return help.status === 'open'
    ? { tag: leftText(mark, now), tone: 'warn' }
    : { tag: HELP_STATUS.accepted, tone: 'brand' }
}

/** What to count on the detail page: to the first acceptance, then to the arrival (S-45). */
export function helpClock(help: HelpDto, now: number): HelpClock {
  const minutes = (mark: number): number => Math.round((mark - help.createdAt) / 60_000)
  if (help.status === 'open') {
    const told = help.told > 0 ? `已通知 ${help.told} 人，${help.seen} 人看到` : '正在通知义警'
    return {
      headline: openHeadline(help, now),
      mark: help.respondBy,
      note:
        now < help.respondBy ? `${told}。${minutes(help.respondBy)} 分钟内有人回应` : `${told}。着急就打电话`,
    }
  }
  if (help.status === 'accepted' && help.responder) {
    const { me, name, metres } = help.responder
    const far = metres === null ? '' : ` · 约 ${metresText(metres)}`
    return {
      headline: me
        ? `你已接单，请尽快赶到${help.metres === null ? '' : ` · ${metresText(help.metres)}`}`
        : `${name}正在赶来${far}`,
      mark: help.handleBy,
      note: `求助后 ${minutes(help.handleBy)} 分钟内到场处置`,
    }
  }
  const end = help.closedAt ?? help.arrivedAt ?? help.createdAt
  const took = `用时 ${spanText(end - help.createdAt)}`
  if (help.status === 'arrived') {
    const who = help.responder?.me === true ? '你已到场' : `${help.responder?.name ?? '义警'}已到场`
    return { headline: who, mark: null, note: `到场${took}` }
  }
  return { headline: help.timeline.at(-1)?.text ?? '', mark: null, note: took }
}

function openHeadline(help: HelpDto, now: number): string {
  if (now < help.respondBy) return '正在找人赶来'
  const escalated = help.timeline.some(({ event }) => event === 'escalated')
  return escalated ? '还没有人接单，已报给上级' : '还没有人接单，还在找'
}

/** The history, and what is still to come, in order. */
export function timelineOf(help: HelpDto): TimelineStep[] {
  const steps = help.timeline.map((event) => stepOf(event, help))
  if (!isLive(help)) return numbered(steps)
  const next = [
    ...(help.status === 'open' ? ['有人接单'] : []),
    ...(help.arrivedAt === null ? ['到场'] : []),
    '办结',
  ]
  return numbered([...steps, ...next.map((title) => ({ title, note: '', done: false, alarm: false }))])
}

function numbered(steps: Omit<TimelineStep, 'key'>[]): TimelineStep[] {
  return steps.map((step, key) => ({ key, ...step }))
}

function stepOf(event: HelpEventDto, help: HelpDto): Omit<TimelineStep, 'key'> {
  const at = clockText(event.at)
  const took = event.at > help.createdAt ? ` · 用时 ${spanText(event.at - help.createdAt)}` : ''
  const said = event.text === undefined || event.text === '' ? '' : ` · ${event.text}`
  const by = event.by ?? '义警'
  const make = (title: string, note = at + said, alarm = false): Omit<TimelineStep, 'key'> => ({
    title,
    note,
    done: true,
    alarm,
  })
  switch (event.event) {
    case 'created':
      return make('已发出求助', event.text ? `${at} · 替${event.text}求助` : at)
    case 'offered': {
      const who = event.told === undefined ? '义警' : TOLD[event.told]
      return event.count === 0
        ? make(`${who}现在没有人`, `${at} · 会继续往外通知`)
        : make(`已通知${who}${event.count === undefined ? '' : ` ${event.count} 人`}`)
    }
    case 'added':
      return make('补充了情况')
    case 'accepted':
      return make(`${by}接单${event.text ? `（${event.text}）` : ''}`, at + took)
    case 'handedBack':
      return make(`${by}去不了，另找人`, at + said, true)
    case 'arrived':
      return make(`${by}到场`, at + took)
    case 'resolved':
      return make('已办结', at + said)
    case 'cancelled':
      return make('求助已取消', at + said)
    case 'escalated':
      return make(escalationText(event, help), at, true)
  }
}

/** After the second mark nobody is missing any more but an arrival, and who hears of it may hear the second time. */
function escalationText({ at, told }: HelpEventDto, help: HelpDto): string {
  const who = told === undefined ? '上级' : TOLD[told]
  if (at < help.handleBy) return `已报给${who}`
  const again = help.timeline.some(
    (other) => other.at < at && other.event === 'escalated' && other.told === told,
  )
  return `${Math.floor((at - help.createdAt) / 60_000)} 分钟还没人到场，${again ? '再' : '已'}报${who}`
}

/** What a page asks the help flow to do. */
export interface HelpAsk {
  kind: 'none' | 'accept' | 'arrive' | 'resolve' | 'handBack' | 'cancel'
  id: string
  /** The request in words, a fact a line. */
  words: string
}

/** Nothing is asked. */
export const NO_HELP_ASK: HelpAsk = { kind: 'none', id: '', words: '' }
