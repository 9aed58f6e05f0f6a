import type { QueueItemDto, ReviewStep } from '../../../../cloudfunctions/recruitment/dto'
import { getMe } from '../../../api/account'
import { explain } from '../../../api/client'
import { livePage } from '../../../api/livePage'
import { reviewApplication, reviewQueue, type QueuePage } from '../../../api/team'
import { openPage } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { batchWords, runBatch } from '../../../lib/batch'
import { Intentions } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'
import { queueCard, STEP, stepsFor, type QueueCardView } from '../../../lib/reviewView'

interface QueueData extends QueuePage {
  steps: ReviewStep[]
  step: ReviewStep | null
}

interface Page {
  data: { step: ReviewStep | '' }
  setData(data: Record<string, unknown>): void
}

type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>

const NO_ITEMS: QueuePage = { items: [], more: false, next: null }
const NO_STEP: QueueData = { ...NO_ITEMS, steps: [], step: null }

const NOTHING: { step: ReviewStep | ''; chosen: Record<string, boolean> } = { step: '', chosen: {} }

const intentions = perInstance(() => new Intentions())

const live = livePage<Page, QueueData>({
  async read({ data }) {
    const steps = stepsFor(await getMe())
    const step = steps.find((each) => each === data.step) ?? steps[0] ?? null
    return step === null ? NO_STEP : { ...(await reviewQueue(step)), steps, step }
  },
  show(page, queue) {
    page.setData({
      loaded: queue,
      step: queue.step ?? '',
      tabs: queue.steps.map((value) => ({ value, label: STEP[value] })),
      cards: queue.items.map(queueCard),
      decidable: queue.step === 'identity' ? 0 : queue.items.filter((item) => item.refusal === null).length,
    })
  },
})

Component({
  behaviors: [showsLive(live), acting],
  data: {
    loaded: NO_STEP,
    ...NOTHING,
    tabs: [] as { value: ReviewStep; label: string }[],
    cards: [] as QueueCardView[],
    decidable: 0,
    choosing: false,
    count: 0,
    asking: false,
    running: '',
    outcome: '',
    outcomeTitle: '',
    busy: false,
  },
  methods: {
    changeStep(event: WechatMiniprogram.CustomEvent<{ value: ReviewStep }>) {
      this.setData({ step: event.detail.value, cards: [], decidable: 0 })
      this.stopChoosing()
      void live(this).refresh()
    },
    async readMore() {
      const { loaded } = this.data
      if (loaded.step === null) return
      const { step, next } = loaded
      const outcome = await act(this, ['more', step, next], () => reviewQueue(step, next))
      if (outcome.done) {
        live(this).set({ ...loaded, ...outcome.value, items: [...loaded.items, ...outcome.value.items] })
      }
    },
    open(event: IdEvent) {
      openPage(`/packages/team/application/index?id=${event.detail.id}`)
    },
    startChoosing() {
      this.setData({ choosing: true, chosen: {}, count: 0 })
    },
    stopChoosing() {
      this.setData({ choosing: false, chosen: {}, count: 0 })
    },
    pick(event: IdEvent) {
      const { id } = event.detail
      this.choose({ ...this.data.chosen, [id]: this.data.chosen[id] !== true })
    },
    pickAll() {
      const all = this.data.cards.filter(({ canDecide }) => canDecide)
      const none = this.data.count === all.length
      this.choose(Object.fromEntries(all.map(({ id }) => [id, !none])))
    },
    choose(chosen: Record<string, boolean>) {
      this.setData({ chosen, count: Object.values(chosen).filter(Boolean).length })
    },
    ask() {
      if (this.data.count > 0) this.setData({ asking: true })
    },
    notNow() {
      this.setData({ asking: false })
    },
    async approveAll() {
      if (this.data.busy) return
      const items = this.data.loaded.items.filter(({ id }) => this.data.chosen[id] === true)
      this.setData({ asking: false, busy: true })
      const outcome = await runBatch(
        items,
        (item) => this.approve(item),
        (error) => explain(error).text,
        (through, item) => this.setData({ running: `${through + 1} / ${items.length}：${item.name}` }),
      )
      this.setData({
        busy: false,
        running: '',
        outcomeTitle: outcome.failures.length === 0 ? '都通过了' : '有人没有通过',
        outcome: batchWords(outcome),
      })
      this.stopChoosing()
      await live(this).refresh()
    },
    async approve({ id, revision }: QueueItemDto) {
      const decision = { applicationId: id, revision, approve: true }
      await reviewApplication(decision, intentions(this).key(decision))
      intentions(this).done(decision)
    },
    closeOutcome() {
      this.setData({ outcome: '' })
    },
  },
})
