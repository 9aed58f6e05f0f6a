import type { MeDto, MessageDto } from '../../cloudfunctions/account/dto'
import type { HelpDto } from '../../cloudfunctions/help/dto'
import type { ApplicationDto } from '../../cloudfunctions/recruitment/dto'
import type { Role } from '../../cloudfunctions/shared/values'
import { helpCard, isOverdue, type HelpCardView } from './helpView'
import { wayNote } from './recruitView'
import { partOfDayText, rangeText, whenText } from './time'

/** What home reads. */
export interface HomeData {
  me: MeDto
  messages: MessageDto[]
  mine: HelpDto[]
  nearby: HelpDto[]
  /** Live requests the person watches over. */
  watched: HelpDto[]
  /** Their application to join, for those who are no volunteers. */
  application: Pick<ApplicationDto, 'state' | 'next'> | null
  now: number
}

/** A way to something that exists for this person. */
export interface Tile {
  icon: string
  title: string
  note: string
  /** Something there is overdue. */
  alarm: boolean
  url: string
  tab: boolean
}

/** What home shows. */
export interface HomeView {
  /** Overdue requests the person watches over. */
  overdue: HelpCardView[]
  nearby: HelpCardView[]
  mine: HelpCardView[]
  shift: { title: string; tag: string; time: string; meet: string; id: string } | null
  /** A volunteer without a shift to come is shown the way to one. */
  offerShifts: boolean
  tiles: Tile[]
  notices: { id: string; title: string; text: string; when: string; read: boolean; page: string }[]
  unread: number
}

/** The scheme's promise (S-45), until the township's own number is known. */
export const RESPOND_MINUTES = 5

const WATCHERS: readonly Role[] = ['captain', 'deputy', 'reviewer', 'office', 'leader', 'police']

/** Whether the person watches over others' requests. */
export function watches(me: Pick<MeDto, 'roles'>): boolean {
  return me.roles.some(({ role }) => WATCHERS.includes(role))
}

/** Whether joining is something for this person: neither a volunteer already, nor here in an office of the scheme. */
export function mayJoin(me: Pick<MeDto, 'roles' | 'volunteer'>): boolean {
  return me.volunteer === null && me.roles.length === 0
}

/** Home for this person: what is urgent first, then what is theirs (S-45). */
export function homeView(data: HomeData): HomeView {
  const { me, messages, mine, nearby, watched, now } = data
  const overdue = watched.filter((help) => isOverdue(help, now))
  const known = new Set(overdue.map(({ id }) => id))
  const live = mine.filter((help) => help.status !== 'resolved' && help.status !== 'cancelled')
  return {
    overdue: overdue.map((help) => helpCard(help, now)),
    nearby: nearby.filter(({ id }) => !known.has(id)).map((help) => helpCard(help, now)),
    mine: live.map((help) => helpCard(help, now)),
    shift: me.nextShift && {
      id: me.nextShift.id,
      title: `${partOfDayText(me.nextShift.startAt, now)}的巡逻`,
      tag: me.nextShift.startAt <= now ? '正在上班' : '已报名',
      time: `${rangeText(me.nextShift.startAt, me.nextShift.endAt)} · ${me.nextShift.area.name}`,
      meet: me.nextShift.meet,
    },
    offerShifts: me.nextShift === null && me.volunteer?.certified === true,
    tiles: tilesFor(data, overdue.length),
    notices: messages.slice(0, 3).map((message) => ({
      id: message.id,
      title: message.title,
      text: message.text,
      when: whenText(message.at, now),
      read: message.read,
      page: message.page ?? '',
    })),
    unread: me.unread,
  }
}

/** The way into the scheme: to the notice at first, to one's own application once there is one (S-22). */
export function joinTile(application: HomeData['application']): Tile {
  const note = wayNote(application)
  return {
    icon: 'shield',
    title: note === null ? '加入义警' : '我的报名',
    note: note ?? '条件、报名',
    alarm: false,
    url: note === null ? '/packages/recruit/notice/index' : '/packages/recruit/mine/index',
    tab: false,
  }
}

function tilesFor({ me, nearby, application, now }: HomeData, overdue: number): Tile[] {
  const tiles: Tile[] = []
  if (watches(me)) {
    tiles.push({
      icon: 'desk',
      title: '值班台',
      note: overdue > 0 ? `${overdue} 件超时` : '看进行中的',
      alarm: overdue > 0,
      url: '/packages/help/watch/index',
      tab: false,
    })
  }
  if (me.volunteer) {
    const open = nearby.filter((help) => now < help.handleBy).length
    const note =
      nearby.length > 0 ? `${open || nearby.length} 件等人去` : me.onDuty ? '现在没有' : '在岗时收到'
    tiles.push({
      icon: 'people',
      title: '附近求助',
      note,
      alarm: false,
      url: '/packages/help/nearby/index',
      tab: false,
    })
    tiles.push({
      icon: 'clock',
      title: '巡逻排班',
      note: '报班、退班',
      alarm: false,
      url: '/pages/shifts/index',
      tab: true,
    })
  }
  tiles.push({
    icon: 'heart',
    title: '我的求助',
    note: '看进展',
    alarm: false,
    url: '/packages/help/mine/index',
    tab: false,
  })
  const home = me.home?.text ?? ''
  tiles.push({
    icon: 'home',
    title: '家的地址',
    note: home === '' ? '存好更快' : '已存好',
    alarm: false,
    url: '/packages/account/profile/index',
    tab: false,
  })
  if (mayJoin(me)) tiles.push(joinTile(application))
  if (!me.volunteer) {
    tiles.push({
      icon: 'info',
      title: '认识义警',
      note: '能帮什么忙',
      alarm: false,
      url: '/packages/account/about/index',
      tab: false,
    })
  }
  return tiles.length % 2 === 0 ? tiles : tiles.slice(0, -1)
}
