import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { MyWayDto, RecommendationDto } from '../../../../cloudfunctions/recruitment/dto'
import { getMe } from '../../../api/account'
import { livePage } from '../../../api/livePage'
import { getRecommendation, myWay } from '../../../api/recruitment'
import {
  APPLY_STEPS,
  beginningWith,
  draftFrom,
  isFinal,
  stepNumber,
  type ApplyDraft,
} from '../../../lib/applyDraft'
import { summaryOf } from '../../../lib/applySummary'
import { Intentions } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'
import { relativesIn } from '../../../lib/recruitView'

/** What the form is filled in with and against. */
export interface ApplyData {
  way: MyWayDto
  me: MeDto
  recommendation: RecommendationDto | null
}

interface Page {
  data: { draft: ApplyDraft; stage: Stage; begun: boolean }
  setData(data: Record<string, unknown>): void
}

/** What of the form is in front. */
export type Stage = 'form' | 'closed' | 'sent'

/** Under which the draft is kept on this phone. */
export const DRAFT = 'draft:apply'
/** What the page begins as. */
export const FORM: { stage: Stage } = { stage: 'form' }

/** What one page keeps besides what it shows. */
export const kept = perInstance(() => ({
  intentions: new Intentions(),
  loaded: null as ApplyData | null,
  /** The recommendation whose card opened the form. */
  from: '',
}))

/** The recommendation that the form is filled in for; null when there is none that still counts. */
async function recommendationOf(page: Page): Promise<RecommendationDto | null> {
  const id = kept(page).from || draftFrom(wx.getStorageSync(DRAFT)).recommendationId
  if (id === '') return null
  // Gone or run out: the person may apply all the same.
  return getRecommendation(id).catch(() => null)
}

/** The draft to begin with. */
export function beginning({ way, recommendation }: ApplyData): ApplyDraft {
  return beginningWith(draftFrom(wx.getStorageSync(DRAFT)), way, recommendation)
}

/** Reads what the form needs, and shows it without undoing what was filled in. */
export const live = livePage<Page, ApplyData>({
  async read(page) {
    const [way, me, recommendation] = await Promise.all([myWay(), getMe(), recommendationOf(page)])
    return { way, me, recommendation }
  },
  show(page, loaded) {
    const { way, me, recommendation } = loaded
    kept(page).loaded = loaded
    const closed = way.refusal !== null && isFinal(way.refusal.code)
    const stage: Stage = page.data.stage === 'sent' ? 'sent' : closed ? 'closed' : 'form'
    const open = recommendation?.state === 'open'
    page.setData({
      stage,
      closedWords: way.refusal?.message ?? '',
      villages: me.township.villages,
      phoneMasked: way.known.phoneMasked ?? '',
      recommendation: open ? { byName: recommendation.byName, reason: recommendation.reason } : null,
    })
    // Once only: coming back from the camera must not undo what was filled in.
    if (!page.data.begun) {
      page.setData({ begun: true })
      draw(page, beginning(loaded))
    }
  },
})

/** Shows a draft. */
export function draw(page: Page, draft: ApplyDraft): void {
  const { loaded } = kept(page)
  const relatives = relativesIn(loaded?.way.reviewers ?? [], draft.villageId)
  const village = loaded?.me.township.villages.find(({ id }) => id === draft.villageId)
  page.setData({
    draft,
    number: stepNumber(draft.step),
    title: APPLY_STEPS.find(({ step }) => step === draft.step)?.title ?? '',
    relatives,
    summary: summaryOf(draft, {
      village: village?.name ?? '',
      phoneMasked: loaded?.way.known.phoneMasked ?? '',
      relatives: relatives.filter(({ value }) => draft.relatives.includes(value)).map(({ words }) => words),
    }),
  })
}
