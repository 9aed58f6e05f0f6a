import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { PEOPLE } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import { maySee } from '../relations'
import { findHelp } from '../store'
import { helpView } from '../view'

/** One request, live: for its requester, those who may answer it, and those who watch over it. */
export const get = read({
  input: z.strictObject({ helpId: Id }),
  allow: anyone(),
  async run({ me, now, db, township }, { helpId }) {
    const help = await findHelp(db, helpId)
    if (!help || !maySee(help, me, now)) throw refusal('NOT_FOUND')
    const owner = help.live && help.owner ? await db.of(PEOPLE).get(help.owner.personId) : null
    const near = { caller: me.person?.position?.point ?? null, owner: owner?.position?.point ?? null }
    return { help: helpView(help, { me, township, now }, near), now }
  },
})
