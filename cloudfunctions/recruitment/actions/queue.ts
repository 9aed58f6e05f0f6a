import * as z from 'zod'
import { read, type ReadContext } from '../../shared/action'
import { roles } from '../../shared/allow'
import { Id } from '../../shared/payload'
import { holds } from '../../shared/people'
import { refusal } from '../../shared/refusal'
import type { QueueItemDto, ReviewStep } from '../dto'
import type { Application } from '../record'
import { reviewerLeftFor, reviewersOf, villagesReviewed, type Reviewers } from '../reviewers'
import { queueItem } from '../reviewView'
import { findQueue } from '../store'

const PAGE = 20
/** How many applications a leader's look for those without a reviewer reads at once, and how often it does. */
const SCAN = 100
const SCANS = 5

const Input = z.strictObject({
  step: z.enum(['village', 'township', 'identity']),
  villageId: Id.optional(),
  after: z.string().min(1).max(120).optional(),
})

/** A piece of a queue, and the key that the next one starts after. */
interface Piece {
  applications: Application[]
  next: string | null
}

/**
 * A queue of applications, a page at a time (S-22). A reviewer sees their own villages' first reviews; the leading group
 * the final reviews, and the first reviews that no reviewer of the village may do (S-08); the office all of them.
 */
export const queue = read({
  input: Input,
  allow: roles('reviewer', 'leader', 'office'),
  async run(
    context,
    { step, villageId, after = null },
  ): Promise<{ items: QueueItemDto[]; more: boolean; next: string | null }> {
    const { me, db } = context
    const [office, leader] = [holds(me, 'office'), holds(me, 'leader')]
    const reviewers = await reviewersOf(db, villageId)
    const look = { context, villageId, after, reviewers }
    let piece: Piece
    if (office || (leader && step === 'township')) piece = await pieceOf(look, step)
    else if (step !== 'village') throw refusal('FORBIDDEN')
    else if (leader) piece = await mineToReview(look)
    // Another village is nobody's business.
    else if (!holds(me, 'reviewer', { villageId: villageId ?? null })) throw refusal('NOT_FOUND')
    else piece = await ownVillages(look)
    return {
      items: piece.applications.map((each) => queueItem(each, context, reviewers)),
      more: piece.next !== null,
      next: piece.next,
    }
  },
})

interface Look {
  context: ReadContext
  villageId: string | undefined
  after: string | null
  reviewers: Reviewers
}

async function pieceOf({ context: { db }, villageId, after }: Look, step: ReviewStep): Promise<Piece> {
  const where =
    step === 'identity'
      ? ({ identityCheck: true, villageId } as const)
      : ({ state: step === 'village' ? 'submitted' : 'villagePassed', villageId } as const)
  return cut(await findQueue(db, where, after, PAGE + 1))
}

/** The first reviews of the caller's villages. */
async function ownVillages({ context: { db, me }, villageId, after }: Look): Promise<Piece> {
  const villages = villageId === undefined ? [...new Set(villagesReviewed(me))] : [villageId]
  const found = await Promise.all(
    villages.map((village) => findQueue(db, { state: 'submitted', villageId: village }, after, PAGE + 1)),
  )
  return cut(found.flat().sort((a, b) => (a.queueKey < b.queueKey ? -1 : 1)))
}

/**
 * The first reviews of a leader: those that no reviewer of the village may do, and of villages that they review
 * themself. Whether a reviewer may is written in no index, so this looks through the queue by batches and gives up after
 * some; the next page goes on from there.
 */
async function mineToReview({ context: { db, me }, villageId, after, reviewers }: Look): Promise<Piece> {
  const own = villagesReviewed(me)
  const applications: Application[] = []
  let from = after
  for (let scan = 0; scan < SCANS; scan++) {
    const batch = await findQueue(db, { state: 'submitted', villageId }, from, SCAN)
    for (const each of batch) {
      const wanted = own.includes(each.villageId) || !reviewerLeftFor(each, reviewers)
      if (wanted && applications.length === PAGE) return { applications, next: from }
      from = each.queueKey
      if (wanted) applications.push(each)
    }
    if (batch.length < SCAN) return { applications, next: null }
  }
  return { applications, next: from }
}

/** A page of what was found, which is one more where there is more. */
function cut(found: Application[]): Piece {
  const applications = found.slice(0, PAGE)
  return { applications, next: found.length > PAGE ? (applications.at(-1)?.queueKey ?? null) : null }
}
