import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { StaffRole } from '../../../../cloudfunctions/office/dto'
import { getMe } from '../../../api/account'
import { FRAME_START, livePage } from '../../../api/livePage'
import { invite } from '../../../api/office'
import { replacePage } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { ROLE } from '../../../lib/labels'
import { STAFF_DUTY } from '../../../lib/officeView'
import type { Named } from '../../../../cloudfunctions/shared/values'

const live = livePage<WechatMiniprogram.Component.TrivialInstance, MeDto>({
  read: () => getMe(),
  show: (page, { township: { villages } }) =>
    page.setData({ villages, villageNames: ['请选择', ...villages.map(({ name }) => name)] }),
})

Component({
  behaviors: [acting],
  data: {
    frame: FRAME_START,
    roles: STAFF_DUTY.map(({ role }) => ({ role, name: ROLE[role] })),
    role: '',
    duty: '',
    villages: [] as Named[],
    villageNames: ['请选择'],
    villageIndex: 0,
    note: '',
  },
  lifetimes: {
    attached() {
      // Once only: coming back must not undo what was chosen.
      void live(this).refresh()
    },
  },
  methods: {
    reload() {
      void live(this).refresh()
    },
    pickRole(event: WechatMiniprogram.TouchEvent<object, object, { role: StaffRole }>) {
      const { role } = event.currentTarget.dataset
      this.setData({ role, duty: STAFF_DUTY.find((each) => each.role === role)?.duty ?? '' })
    },
    changeVillage(event: WechatMiniprogram.PickerChange) {
      this.setData({ villageIndex: Number(event.detail.value) })
    },
    typeNote(event: WechatMiniprogram.Input) {
      this.setData({ note: event.detail.value })
    },
    async send() {
      const { villages, villageIndex } = this.data
      const role = STAFF_DUTY.find((each) => each.role === this.data.role)?.role
      const note = this.data.note.trim()
      const villageId = role === 'reviewer' ? villages[villageIndex - 1]?.id : undefined
      if (role === undefined) this.setData({ problem: '先选担任什么。' })
      else if (role === 'reviewer' && villageId === undefined)
        this.setData({ problem: '先选是哪个村的村委。' })
      else if (note === '') this.setData({ problem: '写一下给谁，免得发错人。' })
      else {
        const invitation = { role, note, ...(villageId === undefined ? {} : { villageId }) }
        const outcome = await act(this, invitation, (key) => invite(invitation, key))
        if (outcome.done) replacePage(`/packages/account/invitation/index?id=${outcome.value}`)
      }
    },
  },
})
