import type { InvitationDto } from '../../../../cloudfunctions/office/dto'
import { livePage } from '../../../api/livePage'
import { acceptInvitation, declineInvitation, getInvitation, withdrawInvitation } from '../../../api/office'
import { openTab, say } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { invitationView, type InvitationView } from '../../../lib/officeView'

interface Page {
  data: { id: string; closing: string }
  setData(data: Record<string, unknown>): void
}

const live = livePage<Page, InvitationDto>({
  read: ({ data: { id } }) => getInvitation(id),
  show(page, invitation) {
    const view = invitationView(invitation, Date.now())
    page.setData({ view, closing: view.outcome })
  },
})

Component({
  behaviors: [showsLive(live), acting],
  properties: {
    /** The query of the page. */
    id: String,
  },
  data: {
    view: null as InvitationView | null,
    /** What became of the invitation, once it is over. */
    closing: '',
    name: '',
    asked: '',
  },
  methods: {
    typeName(event: WechatMiniprogram.Input) {
      this.setData({ name: event.detail.value })
    },
    async accept() {
      const { id, view } = this.data
      const name = this.data.name.trim()
      if (view?.nameNeeded && name === '') {
        this.setData({ problem: '先写上你的姓名。' })
        return
      }
      const outcome = await act(this, ['accept', id, name], (key) => acceptInvitation(id, name, key))
      if (outcome.done) say('已接受')
      if (outcome.done || outcome.code !== null) await live(this).refresh()
    },
    askDecline() {
      this.setData({ asked: 'decline' })
    },
    askWithdraw() {
      this.setData({ asked: 'withdraw' })
    },
    leave() {
      this.setData({ asked: '' })
    },
    decline() {
      return this.end((id, key) => declineInvitation(id, key), '你没有接受，这个邀请作废了。')
    },
    withdraw() {
      return this.end((id, key) => withdrawInvitation(id, key), '已经收回，链接打不开了。')
    },
    /** Ends the invitation; what is shown of it stays, as there is nothing left to read. */
    async end(run: (id: string, requestKey: string) => Promise<void>, closing: string) {
      const { id, asked } = this.data
      const outcome = await act(this, [asked, id], (key) => run(id, key))
      if (!outcome.done && outcome.code === null) return
      this.setData({ asked: '' })
      if (outcome.done) this.setData({ closing })
      else await live(this).refresh()
    },
    goHome() {
      openTab('/pages/home/index')
    },
    onShareAppMessage() {
      const { id, view } = this.data
      return {
        title: view?.share ?? '邀请',
        path: `/packages/account/invitation/index?id=${id}`,
      }
    },
  },
})
