import type { Instant, Named, Place, Qualification, Role } from '../shared/values'
import type { ShiftDto } from '../shifts/dto'

/** Who the caller is and what matters to them now: the data of the home and 我的 pages. */
export interface MeDto {
  id: string
  /** Empty when unknown. */
  name: string
  village: Named | null
  home: Place | null
  phoneMasked: string | null
  roles: { role: Role; village: Named | null; team: Named | null }[]
  volunteer: {
    team: Named
    certified: boolean
    suspended: boolean
    insuredUntil: Instant | null
    standby: boolean
    qualifications: Qualification[]
  } | null
  /** The next shift in the caller's roster, running or to come. */
  nextShift: ShiftDto | null
  /** The crew of a running shift, or on the standby list: offered help requests (S-45). */
  onDuty: boolean
  unread: number
  township: {
    name: string
    /** Villages to choose from in forms. */
    villages: Named[]
    /** Subscribe-message template ids by purpose. */
    templates: Record<'help' | 'shift' | 'notice', string>
    respondMinutes: number
    handleMinutes: number
  }
}

/** One in-app message. */
export interface MessageDto {
  id: string
  at: Instant
  kind: 'help' | 'shift' | 'notice'
  title: string
  text: string
  read: boolean
  /** Page to open, as a mini-program path, or null. */
  page: string | null
}
