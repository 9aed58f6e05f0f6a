import type { MemberRowDto } from '../../../../cloudfunctions/membership/dto'
import { getMe } from '../../../api/account'
import { livePage } from '../../../api/livePage'
import { insureMembers, listMembers, type Insurance, type MemberFilter } from '../../../api/team'
import { openPage, say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { memberRow, withName, type MemberRowView } from '../../../lib/memberView'
import { perInstance } from '../../../lib/perInstance'

interface Members {
  rows: MemberRowDto[]
  office: boolean
}

interface Page {
  data: { filter: MemberFilter; typed: string }
  setData(data: Record<string, unknown>): void
}

type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>

const ALL: { filter: MemberFilter; chosen: Record<string, boolean> } = { filter: 'all', chosen: {} }

const FILTERS: { value: MemberFilter; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'insurance', label: '保险快到期' },
  { value: 'exit', label: '待退出' },
  { value: 'suspended', label: '已暂停' },
]

const kept = perInstance(() => ({ rows: [] as MemberRowView[] }))

function draw(page: Page): void {
  const { rows } = kept(page)
  page.setData({ shown: withName(rows, page.data.typed), total: rows.length })
}

const live = livePage<Page, Members>({
  async read({ data }) {
    const [me, rows] = await Promise.all([getMe(), listMembers(data.filter)])
    return { rows, office: me.roles.some(({ role }) => role === 'office') }
  },
  show(page, { rows, office }) {
    kept(page).rows = rows.map(memberRow)
    page.setData({ office })
    draw(page)
  },
})

Component({
  behaviors: [showsLive(live), acting],
  data: {
    filters: FILTERS,
    ...ALL,
    typed: '',
    shown: [] as MemberRowView[],
    total: 0,
    office: false,
    choosing: false,
    count: 0,
    insuring: false,
  },
  methods: {
    changeFilter(event: WechatMiniprogram.CustomEvent<{ value: MemberFilter }>) {
      this.setData({ filter: event.detail.value })
      this.stopChoosing()
      void live(this).refresh()
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ typed: event.detail.value })
      draw(this)
    },
    open(event: IdEvent) {
      openPage(`/packages/team/file/index?id=${event.detail.id}`)
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
    pickShown() {
      const none = this.data.shown.every(({ id }) => this.data.chosen[id] === true)
      this.choose({
        ...this.data.chosen,
        ...Object.fromEntries(this.data.shown.map(({ id }) => [id, !none])),
      })
    },
    choose(chosen: Record<string, boolean>) {
      this.setData({ chosen, count: Object.values(chosen).filter(Boolean).length })
    },
    askInsurance() {
      if (this.data.count > 0) this.setData({ insuring: true })
    },
    leaveInsurance() {
      this.setData({ insuring: false })
    },
    async insure({ detail: insurance }: WechatMiniprogram.CustomEvent<Insurance>) {
      const { chosen } = this.data
      const ids = Object.keys(chosen).filter((id) => chosen[id] === true)
      const outcome = await act(this, ['insure', ids, insurance], (key) => insureMembers(ids, insurance, key))
      if (!outcome.done) return
      this.setData({ insuring: false })
      this.stopChoosing()
      say(`登记了 ${outcome.value} 人`)
      await live(this).refresh()
    },
  },
})
