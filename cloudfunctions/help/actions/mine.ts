import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { findMine } from '../store'
import { helpView } from '../view'

/** The caller's own requests, newest first. */
export const mine = read({
  input: z.strictObject({}),
  allow: anyone(),
  async run({ me, now, db, township }) {
    const helps = await findMine(db, me.id)
    return { helps: helps.map((help) => helpView(help, { me, township, now })), now }
  },
})
