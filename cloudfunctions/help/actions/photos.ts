import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { temporaryUrls } from '../../shared/files'
import { Id } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { maySee } from '../relations'
import { findHelp } from '../store'
import { helpView } from '../view'

/** Links to a request's photos that work for an hour, for whoever may see the request. */
export const photos = read({
  input: z.strictObject({ helpId: Id }),
  allow: anyone(),
  async run({ me, now, db, township }, { helpId }) {
    const help = await findHelp(db, helpId)
    if (!help || !maySee(help, me, now)) throw refusal('NOT_FOUND')
    return { urls: await temporaryUrls(helpView(help, { me, township, now }).photos) }
  },
})
