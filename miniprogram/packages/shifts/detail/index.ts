import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { ShiftDetailDto } from '../../../../cloudfunctions/shifts/dto'
import { getMe } from '../../../api/account'
import { pageCache } from '../../../api/cache'
import { explain } from '../../../api/client'
import { livePage } from '../../../api/livePage'
import { getShift, releaseMember } from '../../../api/shifts'
import { showsLive } from '../../../behaviors/live'
import { Intentions } from '../../../lib/keys'
import { QUALIFICATION, RELEASE_REASONS } from '../../../lib/labels'
import { perInstance } from '../../../lib/perInstance'
import { NO_SHIFT_ASK, shiftAsk, shiftCard, type ShiftAsk, type ShiftCardView } from '../../../lib/shiftView'
import { say } from '../../../api/ui'

interface DetailData {
  me: MeDto
  shift: ShiftDetailDto
}

interface Page {
  data: { id: string; refusal: string }
  setData(data: Record<string, unknown>): void
}

function show(page: Page, { me, shift }: DetailData): void {
  page.setData({
    loaded: { me, shift },
    card: shiftCard(shift, Date.now(), me.volunteer?.certified ?? false),
    crew: shift.crew,
    canReleaseMembers: shift.canReleaseMembers,
    needs: shift.needs.map(({ qualification, count, missing }) => {
      const rest = missing > 0 ? `，还缺 ${missing} 名` : '，已够'
      return `须有 ${count} 名${QUALIFICATION[qualification]}${rest}`
    }),
    templates: me.township.templates,
  })
}

const live = livePage<Page, DetailData>({
  async read({ data }) {
    const [me, shift] = await Promise.all([getMe(), getShift(data.id)])
    return { me, shift }
  },
  show,
  cache: ({ data }) => pageCache(`shift:${data.id}`),
  everyMs: 30_000,
})

const intentions = perInstance(() => new Intentions())

Component({
  behaviors: [showsLive(live)],
  data: {
    id: '',
    loaded: null as DetailData | null,
    card: null as ShiftCardView | null,
    crew: [] as ShiftDetailDto['crew'],
    canReleaseMembers: false,
    needs: [] as string[],
    templates: { help: '', shift: '', notice: '' },
    ask: NO_SHIFT_ASK,
    refusal: '',
    member: null as { id: string; name: string } | null,
    reasons: RELEASE_REASONS,
    busy: false,
  },
  methods: {
    onLoad({ id = '' }: { id?: string }) {
      this.setData({ id })
    },
    claim() {
      this.start('claim')
    },
    release() {
      this.start('release')
    },
    start(kind: Exclude<ShiftAsk['kind'], 'none'>) {
      if (this.data.card) this.setData({ ask: shiftAsk(kind, this.data.card), refusal: '' })
    },
    changed(event: WechatMiniprogram.CustomEvent<{ shift: ShiftDetailDto }>) {
      this.take(event.detail.shift)
    },
    refused(event: WechatMiniprogram.CustomEvent<{ message: string }>) {
      this.setData({ refusal: event.detail.message })
      void live(this).refresh()
    },
    left() {
      this.setData({ ask: NO_SHIFT_ASK })
    },
    take(shift: ShiftDetailDto) {
      if (this.data.loaded) live(this).set({ ...this.data.loaded, shift })
    },
    askMember(event: WechatMiniprogram.TouchEvent<object, object, { person: string; name: string }>) {
      const { person, name } = event.currentTarget.dataset
      this.setData({ member: { id: person, name } })
    },
    leaveMember() {
      this.setData({ member: null })
    },
    async releaseMember(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      const { id, member, busy } = this.data
      if (!member || busy) return
      const intention = [member.id, event.detail.reason]
      this.setData({ busy: true })
      try {
        const key = intentions(this).key(intention)
        this.take(await releaseMember(id, member.id, event.detail.reason, key))
        intentions(this).done(intention)
        this.setData({ member: null })
        say('已退班')
      } catch (error) {
        this.setData({ member: null, refusal: explain(error).text })
      }
      this.setData({ busy: false })
    },
  },
})
