import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { DayText } from '../../shared/payload'
import { addDays, dayOf, instantOf } from '../../shared/time'
import { findSessions } from '../store'
import { loadTrainee } from '../trainee'
import { sessionView } from '../view'

const DAYS = 31

/** Trainings and exams by day, from today for a month unless said otherwise (S-23, S-24). */
export const sessions = read({
  input: z.strictObject({
    from: DayText.optional(),
    days: z.number().int().min(1).max(62).optional(),
  }),
  allow: anyone(),
  async run({ me, now, db }, input) {
    const from = input.from ?? dayOf(now)
    const to = addDays(from, input.days ?? DAYS)
    const [found, trainee] = await Promise.all([
      findSessions(db, instantOf(from), instantOf(to)),
      loadTrainee(db, me.id, me.person),
    ])
    return { sessions: found.map((each) => sessionView(each, { me, now, trainee })) }
  },
})
