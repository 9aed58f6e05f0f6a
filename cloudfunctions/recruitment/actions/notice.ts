import * as z from 'zod'
import { read } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { strengthOf } from '../board'
import type { NoticeDto } from '../dto'

/** The notice of recruitment (S-20, S-21): conditions, and how many each village still looks for. */
export const notice = read({
  input: z.strictObject({}),
  allow: anyone(),
  async run({ db, township, now }): Promise<NoticeDto> {
    const { recruitment, training, exam, officePhone } = township
    const strengths = await strengthOf(db, township, township.teams, now)
    return {
      township: township.name,
      open: recruitment.open,
      minAge: recruitment.minAge,
      maxAge: recruitment.maxAge,
      theoryHours: training.theoryHours,
      practiceHours: training.practiceHours,
      pass: exam.pass,
      officePhone,
      villages: strengths.map(({ village, places, wishes }) => ({ village, places, wishes })),
    }
  },
})
