import * as z from 'zod'
import { randomBytes } from 'node:crypto'
import { findLiveApplication } from '../../recruitment/store'
import { write } from '../../shared/action'
import { anyone } from '../../shared/allow'
import { idFrom } from '../../shared/ids'
import { RequestKey } from '../../shared/payload'
import { refusal } from '../../shared/refusal'
import { MINUTE } from '../../shared/time'
import { BANK } from '../bank'
import { drawPaper } from '../exam'
import type { Paper } from '../record'
import { isPresent, mayBeExamined } from '../rules'
import { addPaper, findPapers, findSittings } from '../store'
import { paperView } from '../view'

const SEED_BYTES = 16

/**
 * Begins the theory paper, or the resit's (S-24): for a candidate with their hours who is checked in at a sitting that
 * is going on. An open paper is answered as it is: two tabs, two phones and a new start write one paper.
 */
export const begin = write({
  input: z.strictObject({ requestKey: RequestKey }),
  allow: anyone(),
  refusals: ['NOT_ALLOWED_NOW', 'NO_SITTING'],
  async run({ me, now, tx, township, subject }) {
    const application = await findLiveApplication(tx, me.id)
    if (!application || !mayBeExamined(application.state)) {
      throw refusal('NOT_ALLOWED_NOW', '现在还不能考试：要先通过审核、学满课时。')
    }
    const had = await findPapers(tx, me.id)
    const own = had.filter((paper) => paper.applicationId === application._id)
    const open = own.find((paper) => paper.state === 'open')
    if (open) return paperView(open, now)
    if (application.passed.includes('theory')) {
      throw refusal('NOT_ALLOWED_NOW', '理论考试你已经通过，不用再考。')
    }
    const sittings = await findSittings(tx, 'theoryExam', now, me.id)
    const sitting = sittings.find((each) => isPresent(each, me.id))
    if (!sitting) throw refusal('NO_SITTING', '请先到考场扫码签到，开考后再点开始。')
    const attempt = own.length + 1
    const seed = randomBytes(SEED_BYTES).toString('hex')
    const avoid = new Set(had.flatMap((paper) => paper.questions.map(({ id }) => id)))
    const questions = drawPaper(BANK, township.exam.questions, avoid, seed)
    const paper: Paper = {
      _id: idFrom('paper', application._id, String(attempt)),
      personId: me.id,
      applicationId: application._id,
      sessionId: sitting._id,
      attempt,
      seed,
      state: 'open',
      questions,
      answers: Object.fromEntries(questions.map(({ id }) => [id, []])),
      startedAt: now,
      endsAt: now + township.exam.minutes * MINUTE,
      pass: township.exam.pass,
      gradedAt: null,
      score: null,
      passed: null,
      right: [],
    }
    await addPaper(tx, paper)
    subject(paper._id)
    return paperView(paper, now)
  },
})
