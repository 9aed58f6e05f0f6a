import * as z from 'zod'
import { read } from '../../shared/action'
import { volunteers } from '../../shared/allow'
import { PointInput } from '../../shared/payload'
import { findNext } from '../../shifts/store'
import { isRunning } from '../../shifts/rules'
import { dutyRefusal } from '../../shared/standing'
import { positionOf } from '../rules'
import { findLiveNear } from '../store'
import { helpView } from '../view'

/** Live requests by distance, for volunteers on duty or on the standby list (S-45); an empty list for others. */
export const nearby = read({
  input: z.strictObject({ point: PointInput.nullable().optional() }),
  allow: volunteers(),
  async run({ me, now, db, township }, { point }) {
    const volunteer = me.person?.volunteer ?? null
    const next = await findNext(db, me.id, now)
    const running = next && isRunning(next, now) ? next : null
    const onDuty = dutyRefusal(volunteer, now) === null && (running !== null || volunteer?.standby === true)
    if (!onDuty) return { helps: [], onDuty, now }
    const area = township.areas.find((each) => each.id === running?.areaId)
    const village = township.villages.find((each) => each.id === volunteer?.villageId) ?? township.villages[0]
    const centre = area?.centre ?? village?.centre ?? { lng: 0, lat: 0 }
    const here = point ?? positionOf(me.person?.position ?? null, centre, township.help.positionFresh, now)
    const found = await findLiveNear(db, here)
    const helps = found
      .filter(
        (help) => help.requesterId !== me.id && (help.status === 'open' || help.owner?.personId === me.id),
      )
      .map((help) => helpView(help, { me, township, now }, { caller: here }))
    return { helps, onDuty, now }
  },
})
