import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { StaffDto, StaffRole } from '../../../../cloudfunctions/office/dto'
import { getMe } from '../../../api/account'
import { livePage } from '../../../api/livePage'
import { getStaff, revokeRole } from '../../../api/office'
import { openPage, say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { REVOKE_REASONS, staffView, type StaffView } from '../../../lib/officeView'

interface StaffData {
  staff: StaffDto
  me: MeDto
}

/** Whose role is about to be taken back. */
interface Asked {
  personId: string
  name: string
  role: StaffRole
  villageId: string
  title: string
}

type IdTap = WechatMiniprogram.TouchEvent<object, object, { id: string }>

const live = livePage<WechatMiniprogram.Component.TrivialInstance, StaffData>({
  async read() {
    const [staff, me] = await Promise.all([getStaff(), getMe()])
    return { staff, me }
  },
  show: (page, { staff, me }) => page.setData({ view: staffView(staff, me.township.villages, Date.now()) }),
})

Component({
  behaviors: [showsLive(live), acting],
  data: {
    view: null as StaffView | null,
    asked: null as Asked | null,
    reasons: REVOKE_REASONS,
  },
  methods: {
    openInvite() {
      openPage('/packages/team/invite/index')
    },
    openInvitation(event: IdTap) {
      openPage(`/packages/account/invitation/index?id=${event.currentTarget.dataset.id}`)
    },
    openTeam(event: IdTap) {
      openPage(`/packages/team/leads/index?team=${event.currentTarget.dataset.id}`)
    },
    askRevoke(event: WechatMiniprogram.TouchEvent<object, object, { role: StaffRole; key: string }>) {
      const { role, key } = event.currentTarget.dataset
      const group = this.data.view?.groups.find((each) => each.role === role)
      const holder = group?.holders.find((each) => each.key === key)
      if (!group || !holder) return
      const { personId, name, village, villageId } = holder
      this.setData({ asked: { personId, name, role, villageId, title: `${village}${group.title}` } })
    },
    leave() {
      this.setData({ asked: null })
    },
    async revoke(event: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      const { asked } = this.data
      if (!asked) return
      const { personId, role, villageId } = asked
      const held = {
        personId,
        role,
        reason: event.detail.reason,
        ...(villageId === '' ? {} : { villageId }),
      }
      const outcome = await act(this, held, (key) => revokeRole(held, key))
      if (!outcome.done && outcome.code === null) return
      this.setData({ asked: null })
      if (outcome.done) say('已收回')
      await live(this).refresh()
    },
  },
})
