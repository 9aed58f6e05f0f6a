import { heard, note } from '../../log'

Page({
  data: { into: '', top: 0, busy: false, current: 0, ring: false },
  note,
  into() {
    this.setData({ into: 'r12' })
  },
  top() {
    this.setData({ top: 1 })
  },
  third() {
    this.setData({ current: 2 })
  },
  refresh() {
    heard.push(['list', 'refresh', {}])
    this.setData({ busy: true }, () => setTimeout(() => this.setData({ busy: false }), 50))
  },
})
