import * as z from 'zod'
import { read } from '../../shared/action'
import { roles } from '../../shared/allow'
import { watches } from '../relations'
import { marks } from '../rules'
import { findLive } from '../store'
import { helpView } from '../view'

/** Live requests within what the caller watches over, most overdue first (S-43, S-45). */
export const watch = read({
  input: z.strictObject({}),
  allow: roles('captain', 'deputy', 'reviewer', 'office', 'leader', 'police'),
  async run({ me, now, db, township }) {
    const found = await findLive(db)
    const mark = (help: (typeof found)[number]): number =>
      help.status === 'open' ? marks(help, township.help).respondBy : marks(help, township.help).handleBy
    const helps = found
      .filter((help) => watches(help, me))
      .sort((a, b) => Number(a.status === 'arrived') - Number(b.status === 'arrived') || mark(a) - mark(b))
      .map((help) => helpView(help, { me, township, now }))
    return { helps, now }
  },
})
