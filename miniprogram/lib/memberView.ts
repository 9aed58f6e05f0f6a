import type { MemberRowDto } from '../../cloudfunctions/membership/dto'
import { MEMBER_STATE } from './teamLabels'
import { dateText } from './time'

/** From how many days on the end of the insurance is worth a warning (S-27). */
const SOON = 30

/** A line of the list of members. */
export interface MemberRowView {
  id: string
  name: string
  team: string
  state: string
  suspended: boolean
  insurance: string
  /** The insurance is missing or ends soon. */
  alarm: boolean
  notes: string[]
}

/** An insurance in words (S-27): `保险还有 7 天`. */
export function insuranceText(days: number | null, until: number | null): string {
  if (days === null || until === null) return '没有保险'
  if (days < 0) return `保险过期 ${-days} 天`
  if (days === 0) return '保险今天到期'
  return days <= SOON ? `保险还有 ${days} 天` : `保险到 ${dateText(until)}`
}

/** One member in a line. */
export function memberRow(row: MemberRowDto): MemberRowView {
  const { personId, name, team, village, state, insuredDays, insuredUntil, exitProposed, marksOut } = row
  const serving = state === 'active' || state === 'suspended'
  return {
    id: personId,
    name,
    team: [team?.name ?? village?.name ?? '', row.certificateNumber].filter(Boolean).join(' · '),
    state: MEMBER_STATE[state],
    suspended: state !== 'active',
    insurance: serving ? insuranceText(insuredDays, insuredUntil) : '',
    alarm: serving && (insuredDays === null || insuredDays <= SOON),
    notes: [
      ...(exitProposed ? ['村里提议退出，等乡里决定'] : []),
      ...(marksOut > 0 ? [`还有 ${marksOut} 样标识没有交回`] : []),
    ],
  }
}

/** Lines whose name has what was typed. */
export function withName(rows: readonly MemberRowView[], typed: string): MemberRowView[] {
  const wanted = typed.trim()
  return wanted === '' ? [...rows] : rows.filter(({ name }) => name.includes(wanted))
}
