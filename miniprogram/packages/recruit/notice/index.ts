import type { NoticeDto } from '../../../../cloudfunctions/recruitment/dto'
import { pageCache } from '../../../api/cache'
import { livePage } from '../../../api/livePage'
import { getNotice } from '../../../api/recruitment'
import { dial, openPage } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import { LIMITS } from '../../../lib/recruitLabels'
import { noticeView, type NoticeView } from '../../../lib/recruitView'

const live = livePage<WechatMiniprogram.Component.TrivialInstance, NoticeDto>({
  read: () => getNotice(),
  show: (page, notice) => page.setData({ view: noticeView(notice) }),
  cache: () => pageCache('notice'),
})

Component({
  behaviors: [showsLive(live)],
  data: { view: null as NoticeView | null, limits: LIMITS },
  methods: {
    onShareAppMessage() {
      return { title: this.data.view?.title ?? '招义警', path: '/packages/recruit/notice/index' }
    },
    onShareTimeline() {
      return { title: this.data.view?.title ?? '招义警' }
    },
    apply() {
      openPage('/packages/recruit/apply/index')
    },
    recommend() {
      openPage('/packages/recruit/recommend/index')
    },
    verify() {
      openPage('/packages/recruit/verify/index')
    },
    call() {
      if (this.data.view) dial(this.data.view.officePhone)
    },
  },
})
