import { livePage } from '../../../api/livePage'
import { pictureFile, saveToAlbum } from '../../../api/pictures'
import { noticePoster } from '../../../api/team'
import { openPage, say } from '../../../api/ui'
import { acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'

const live = livePage<WechatMiniprogram.Component.TrivialInstance, { code: string; link: string }>({
  read: noticePoster,
  show: (page, { code }) => page.setData({ code }),
})

Component({
  behaviors: [showsLive(live), acting],
  data: { code: '', busy: false },
  methods: {
    async save() {
      if (this.data.busy) return
      this.setData({ busy: true })
      const saved = await pictureFile(this.data.code, 'notice').then(saveToAlbum, () => false)
      this.setData({ busy: false })
      if (saved) say('存到相册了')
      else this.setData({ problem: '没有存成。长按上面的码，也可以保存或发给别人。' })
    },
    look() {
      const { code } = this.data
      // A phone shows files only; where none can be written, the picture on the page stays as it is.
      pictureFile(code, 'notice').then(
        (path) => wx.previewImage({ urls: [path], current: path, fail: () => undefined }),
        () => wx.previewImage({ urls: [code], current: code, fail: () => undefined }),
      )
    },
    openNotice() {
      openPage('/packages/recruit/notice/index')
    },
  },
})
