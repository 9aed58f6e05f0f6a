import * as z from 'zod'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { newId } from '../../shared/ids'
import { Phone, RequestKey } from '../../shared/payload'
import { holds, type Me } from '../../shared/people'
import { pushSoon } from '../../shared/push'
import { seal } from '../../shared/sealed'
import { HELP_KINDS } from '../../shared/values'
import { MINUTE } from '../../shared/time'
import { firstAudience } from '../audience'
import { checkWords, detailFields, detailsOf, located } from '../details'
import type { HelpFlag } from '../dto'
import { nextStep, type Help } from '../rules'
import { addHelp, countMineSince } from '../store'
import { cutWords, ODD, tolerant, type Odd } from '../tolerant'
import { helpPage, helpTitle, helpView } from '../view'

const FREQUENT_WITHIN = 60 * MINUTE
const FREQUENT_COUNT = 3

/**
 * Asks for help (S-45). Only the kind is needed; whatever else is missing, odd, too long or too frequent is stored as
 * unknown and flagged, and never refuses the request.
 */
export const create = write({
  input: z.looseObject({
    requestKey: RequestKey,
    kind: z.union([z.enum(HELP_KINDS), z.string().transform((): Odd => ODD)]),
    useHome: tolerant(z.boolean()),
    /** Staff entering a request for a caller without a smartphone. */
    caller: tolerant(z.looseObject({ name: tolerant(cutWords(20)), phone: tolerant(Phone) })),
    ...detailFields,
  }),
  allow: anyone(),
  async run({ me, now, db, township, tx, tell, subject }, input) {
    const caller = callerOf(input.caller, me)
    // Who enters a request for a caller is neither where the caller is nor who they are.
    const asker = caller ? null : me
    const useHome = input.useHome !== false && input.useHome !== ODD
    const home = useHome ? (asker?.person?.home ?? null) : null
    const details = detailsOf(input, { me, township, home })
    const flags = new Set<HelpFlag>(details.flags)
    if (!details.fields.place) flags.add('NO_LOCATION')
    if (input.kind === ODD || input.useHome === ODD || input.caller === ODD) flags.add('ODD_CONTENT')
    const recent = await countMineSince(db, me.id, now - FREQUENT_WITHIN)
    if (!caller && recent >= FREQUENT_COUNT) flags.add('FREQUENT')
    const blank: Help = {
      _id: newId('help'),
      kind: typeof input.kind === 'string' ? input.kind : 'other',
      status: 'open',
      live: true,
      requesterId: me.id,
      forCaller: caller !== null,
      requesterName: caller ? (caller.name ?? '') : (me.person?.name ?? ''),
      ...located(null, 'unknown', asker, township),
      forWhom: null,
      note: '',
      photos: [],
      phone: caller ? (caller.phone === undefined ? null : seal(caller.phone)) : (me.person?.phone ?? null),
      ...details.fields,
      flags: [...flags],
      createdAt: now,
      openedAt: now,
      round: 0,
      owner: null,
      firstAcceptedAt: null,
      acceptedAt: null,
      arrivedAt: null,
      closedAt: null,
      told: [],
      seenBy: [],
      timeline: [],
      respondLevel: 0,
      arriveLevel: 0,
      dueAt: null,
    }
    const first = await firstAudience(blank, { db, township, now })
    const by = blank.requesterName === '' ? null : blank.requesterName
    const help: Help = {
      ...blank,
      told: first.ids,
      timeline: [
        { at: now, event: 'created', by, ...(blank.forWhom === null ? {} : { text: blank.forWhom }) },
        { at: now, event: 'offered', by: null, told: first.tell, count: first.ids.length },
      ],
      dueAt: nextStep(blank, township.help)?.at ?? null,
    }
    await addHelp(tx, help)
    tell({
      cause: ['help', help._id, 'created'],
      to: first.ids,
      kind: 'help',
      title: helpTitle(help),
      text: '附近有人求助，能去请点“我去”。',
      page: helpPage(help._id),
    })
    subject(help._id)
    return helpView(help, { me, township, now })
  },
  // An alarm cannot wait for the next minute of the clock.
  async after(context, help, messages) {
    await pushSoon(context, messages)
    await checkWords(context, help)
  },
})

/** The caller that staff enters a request for; from anyone else the field means nothing. */
function callerOf(caller: unknown, me: Me): { name: string | undefined; phone: string | undefined } | null {
  const staff = (['office', 'captain', 'deputy', 'reviewer', 'police'] as const).some((role) =>
    holds(me, role),
  )
  if (!staff || typeof caller !== 'object' || caller === null) return null
  const text = (key: string): string | undefined => {
    const value: unknown = Reflect.get(caller, key)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const [name, phone] = [text('name'), text('phone')]
  return name === undefined && phone === undefined ? null : { name, phone }
}
