import type { ReviewDto } from '../../../../cloudfunctions/recruitment/dto'
import { livePage } from '../../../api/livePage'
import {
  checkIdentity,
  getApplication,
  recuse,
  reviewApplication,
  unmaskApplication,
  type MaskedField,
} from '../../../api/team'
import { say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { perInstance } from '../../../lib/perInstance'
import { reviewView, type ReviewView } from '../../../lib/reviewView'
import { NOT_SAME_REASONS, REJECT_REASONS, UNMASK_REASONS } from '../../../lib/teamLabels'

interface Page {
  data: { id: string }
  setData(data: Record<string, unknown>): void
}

type Ask = '' | 'approve' | 'reject' | 'recuse' | 'unmask' | 'same' | 'notSame'
type ReasonEvent = WechatMiniprogram.CustomEvent<{ reason: string }>

interface Kept {
  review: ReviewDto | null
  /** In memory only: a number in full is gone with the page. */
  unmasked: Partial<Record<MaskedField, string>>
  field: MaskedField
}

const NO_ASK: { ask: Ask } = { ask: '' }

const kept = perInstance((): Kept => ({ review: null, unmasked: {}, field: 'idNumber' }))

function show(page: Page, review: ReviewDto): void {
  const own = kept(page)
  own.review = review
  page.setData({ view: reviewView(review, own.unmasked, Date.now()) })
}

const live = livePage<Page, ReviewDto>({ read: ({ data }) => getApplication(data.id), show })

Component({
  behaviors: [showsLive(live), acting],
  data: {
    id: '',
    view: null as ReviewView | null,
    ...NO_ASK,
    rejectReasons: REJECT_REASONS,
    notSameReasons: NOT_SAME_REASONS,
    unmaskReasons: UNMASK_REASONS,
  },
  methods: {
    onLoad({ id = '' }: { id?: string }) {
      this.setData({ id })
    },
    ask(event: WechatMiniprogram.TouchEvent<object, object, { ask: Ask }>) {
      this.setData({ ask: event.currentTarget.dataset.ask })
    },
    leave() {
      this.setData({ ask: '' })
    },
    approve() {
      void this.decide('已通过', (review, key) => reviewApplication({ ...review, approve: true }, key))
    },
    reject({ detail: { reason } }: ReasonEvent) {
      void this.decide('已告诉本人', (review, key) =>
        reviewApplication({ ...review, approve: false, reason }, key),
      )
    },
    stepBack() {
      void this.decide('已回避', ({ applicationId }, key) => recuse(applicationId, key))
    },
    same() {
      void this.decide('已核对', (review, key) => checkIdentity({ ...review, same: true }, key))
    },
    notSame({ detail: { reason } }: ReasonEvent) {
      void this.decide('已告诉本人', (review, key) => checkIdentity({ ...review, same: false, reason }, key))
    },
    /** Decides on the revision that was read; whatever is refused is shown as it now stands. */
    async decide(
      words: string,
      run: (review: { applicationId: string; revision: number }, key: string) => Promise<ReviewDto>,
    ) {
      const { review } = kept(this)
      if (!review) return
      const { id, revision } = review
      const outcome = await act(this, [this.data.ask, id, revision], (key) =>
        run({ applicationId: id, revision }, key),
      )
      if (outcome.code === null) return
      this.setData({ ask: '' })
      if (outcome.done) {
        live(this).set(outcome.value)
        say(words)
      } else {
        await live(this).refresh()
      }
    },
    askUnmask(event: WechatMiniprogram.CustomEvent<{ field: MaskedField }>) {
      kept(this).field = event.detail.field
      this.setData({ ask: 'unmask' })
    },
    async unmask({ detail: { reason } }: ReasonEvent) {
      const own = kept(this)
      const { id } = this.data
      const { field } = own
      const outcome = await act(this, ['unmask', id, field, reason], (key) =>
        unmaskApplication(id, field, reason, key),
      )
      this.setData({ ask: '' })
      if (!outcome.done) return
      own.unmasked = { ...own.unmasked, [field]: outcome.value }
      if (own.review) show(this, own.review)
    },
  },
})
