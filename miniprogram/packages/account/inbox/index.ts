import type { MessageDto } from '../../../../cloudfunctions/account/dto'
import { listMessages, markRead } from '../../../api/account'
import { pageCache } from '../../../api/cache'
import { explain } from '../../../api/client'
import { livePage } from '../../../api/livePage'
import { showsLive } from '../../../behaviors/live'
import { newRequestKey } from '../../../lib/keys'
import { MESSAGE_KIND } from '../../../lib/labels'
import { whenText } from '../../../lib/time'
import { openPage, say } from '../../../api/ui'

interface Inbox {
  messages: MessageDto[]
  more: boolean
}

const NO_INBOX: Inbox = { messages: [], more: false }

interface Line {
  id: string
  kind: string
  when: string
  title: string
  text: string
  read: boolean
  page: string
}

function lineOf(message: MessageDto): Line {
  const { id, kind, at, title, text, read, page } = message
  return { id, kind: MESSAGE_KIND[kind], when: whenText(at, Date.now()), title, text, read, page: page ?? '' }
}

const live = livePage<WechatMiniprogram.Component.TrivialInstance, Inbox>({
  read: () => listMessages(),
  show(page, { messages, more }) {
    page.setData({
      inbox: { messages, more },
      messages: messages.map(lineOf),
      hasNew: messages.some((message) => !message.read),
      more,
    })
  },
  cache: () => pageCache('inbox'),
})

Component({
  behaviors: [showsLive(live)],
  data: {
    inbox: NO_INBOX,
    messages: [] as Line[],
    hasNew: false,
    more: false,
  },
  methods: {
    async readMore() {
      const { messages } = this.data.inbox
      const last = messages.at(-1)
      if (!last) return
      try {
        const next = await listMessages(last)
        live(this).set({ messages: [...messages, ...next.messages], more: next.more })
      } catch (error) {
        say(explain(error).text, 'none')
      }
    },
    async readAll() {
      await this.mark(this.data.messages.filter(({ read }) => !read).map(({ id }) => id))
    },
    open(event: WechatMiniprogram.TouchEvent<object, object, { id: string; page: string }>) {
      const { id, page } = event.currentTarget.dataset
      const line = this.data.messages.find((each) => each.id === id)
      if (line && !line.read) void this.mark([id])
      if (page !== '') openPage(page)
    },
    async mark(ids: string[]) {
      const wanted = ids.slice(0, 50)
      try {
        await markRead(wanted, newRequestKey())
        const { messages, more } = this.data.inbox
        const read = new Set(wanted)
        live(this).set({
          messages: messages.map((each) => (read.has(each.id) ? { ...each, read: true } : each)),
          more,
        })
      } catch (error) {
        say(explain(error).text, 'none')
      }
    },
  },
})
