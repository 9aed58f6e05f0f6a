import type { Me } from './people'
import { holds } from './people'
import type { Role } from './values'

/** Who may call an action. Finer scope (own village, own record) is decided by the domain's rules. */
export interface Allow {
  /** Role names, or `anyone`, for the contract. */
  readonly who: readonly string[]
  permits(me: Me): boolean
}

/** Everyone with WeChat (S-01). */
export function anyone(): Allow {
  return { who: ['anyone'], permits: () => true }
}

/** Whoever holds one of the roles. */
export function roles(...list: [Role, ...Role[]]): Allow {
  return { who: list, permits: (me) => list.some((role) => holds(me, role)) }
}

/** Certified or not, everyone in a patrol team (S-02). What they may do is a rule's business. */
export function volunteers(): Allow {
  return { who: ['volunteer', 'deputy', 'captain'], permits: (me) => me.person?.volunteer != null }
}
