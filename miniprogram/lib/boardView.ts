import type { ShareDto, TeamBoardDto } from '../../cloudfunctions/recruitment/dto'
import { WISH } from './recruitLabels'
import type { MeterView } from './trainingView'

/** One team on the board (S-10, S-11). */
export interface BoardCardView {
  id: string
  name: string
  tag: string
  tone: 'brand' | 'warn' | 'grey'
  /** Members and candidates, who hold places. */
  taken: number
  max: number
  counts: string
  meters: MeterView[]
  wish: string
  waiting: number
}

function meterOf(key: string, label: string, share: ShareDto): MeterView {
  return {
    key,
    label,
    value: `${share.count} 人，占 ${share.percent}%`,
    note: share.met ? `达到目标 ${share.target}%` : `目标 ${share.target}%，还不够`,
    percent: Math.min(100, share.percent),
    target: share.target,
    met: share.met,
  }
}

/** One team in words. */
export function boardCard(board: TeamBoardDto): BoardCardView {
  const { village, members, candidates, waiting, places, min, max } = board
  const missing = min - members
  return {
    id: village.id,
    name: village.name,
    ...(missing > 0
      ? { tag: `还缺 ${missing} 人`, tone: 'warn' }
      : places > 0
        ? { tag: `还有 ${places} 个位置`, tone: 'brand' }
        : { tag: '满员', tone: 'grey' }),
    taken: members + candidates,
    max,
    counts: [
      `队员 ${members} 人`,
      ...(candidates > 0 ? [`培训考试 ${candidates} 人`] : []),
      `空位 ${places} 个（一队 ${min}–${max} 人）`,
    ].join(' · '),
    meters: [
      meterOf('party', '党员', board.party),
      meterOf('young', '青壮年', board.young),
      meterOf('women', '女队员', board.women),
    ],
    wish: wishWords(board),
    waiting,
  }
}

function wishWords({ wishes, places, party, young, women }: TeamBoardDto): string {
  if (places === 0) {
    const unmet = [party, young, women].some(({ met }) => !met)
    return unmet ? '现在满员，下次招人先补还不够的' : '人数、构成都够了'
  }
  const wanted = wishes.filter((wish) => wish !== 'people').map((wish) => WISH[wish])
  return wanted.length > 0 ? `下一名最好是${wanted.join('、')}` : '构成达标，合适的都可以招'
}

/** Teams that need people most come first: those below strength, then those that miss a target. */
export function byNeed(a: TeamBoardDto, b: TeamBoardDto): number {
  return needOf(b) - needOf(a) || b.places - a.places
}

function needOf({ min, members, wishes }: TeamBoardDto): number {
  return Math.max(0, min - members) * 10 + wishes.filter((wish) => wish !== 'people').length
}
