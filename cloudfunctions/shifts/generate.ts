import { idFrom } from '../shared/ids'
import { addDays, instantOf, weekday } from '../shared/time'
import type { Township } from '../shared/township'
import type { Day } from '../shared/values'
import type { Shift } from './rules'

/**
 * The shifts that the township's templates ask for on a day (S-30, S-31), with empty crews, in order of time. Ids come
 * of day, template and area, so that generating a day twice collides instead of doubling. A template that ends at or
 * before its start runs past midnight and belongs to the day it starts on.
 */
export function shiftsOf(township: Township, day: Day): Shift[] {
  return township.shiftTemplates
    .filter((template) => template.days.length === 0 || template.days.includes(weekday(day)))
    .flatMap((template) => {
      const startAt = instantOf(day, template.start)
      const endAt = instantOf(template.end > template.start ? day : addDays(day, 1), template.end)
      return areasOf(township, template.areas).map((area): Shift => ({
        _id: idFrom('shift', day, template.id, area.id),
        day,
        startAt,
        endAt,
        areaId: area.id,
        villageId: area.villageId,
        min: template.min,
        max: template.max,
        needs: template.needs.map((need) => ({ ...need })),
        openTo: template.openTo,
        crew: [],
        status: 'open',
      }))
    })
    .sort((a, b) => a.startAt - b.startAt)
}

function areasOf(township: Township, wanted: Township['shiftTemplates'][number]['areas']): Township['areas'] {
  return township.areas.filter((area) =>
    Array.isArray(wanted) ? wanted.includes(area.id) : area.kind === wanted,
  )
}
