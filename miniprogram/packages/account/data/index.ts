import { deleteMe, exportData } from '../../../api/account'
import { explain } from '../../../api/client'
import { say } from '../../../api/ui'
import { Intentions } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'

/** What has to be written to delete everything. */
const WORD = '删除'

/** What each part of an export holds. */
const PART: Record<string, string> = {
  'person.json': '我的资料',
  'applications.json': '报名',
  'recommendations.json': '推荐',
  'training.json': '培训和考试',
  'membership.json': '队员档案',
  'patrols.json': '巡逻',
  'helps.json': '求助',
  'messages.json': '通知',
  'consents.json': '同意的记录',
  'activity.json': '操作记录',
}

interface Part {
  name: string
  title: string
  text: string
  /** Length in words. */
  size: string
}

/** What a part says when nothing is stored. */
const NOTHING: readonly string[] = ['[]', '{}', 'null']

function sizeText(text: string): string {
  if (NOTHING.includes(text.trim())) return '没有'
  return text.length < 1000 ? `${text.length} 字` : `${(text.length / 1000).toFixed(1)} 千字`
}

const intentions = perInstance(() => new Intentions())

Component({
  data: {
    word: WORD,
    parts: [] as Part[],
    typed: '',
    asking: '',
    problem: '',
    exporting: false,
    busy: false,
  },
  methods: {
    async export() {
      if (this.data.exporting) return
      this.setData({ exporting: true })
      try {
        const files = await exportData()
        this.setData({
          parts: files.map(({ name, json }) => ({
            name,
            title: PART[name] ?? name,
            text: json,
            size: sizeText(json),
          })),
        })
      } catch (error) {
        this.setData({ problem: explain(error).text })
      }
      this.setData({ exporting: false })
    },
    copy(event: WechatMiniprogram.TouchEvent<object, object, { name: string }>) {
      const part = this.data.parts.find(({ name }) => name === event.currentTarget.dataset.name)
      if (part) this.copyText(part.text)
    },
    copyAll() {
      this.copyText(this.data.parts.map(({ name, text }) => `${name}\n${text}`).join('\n\n'))
    },
    copyText(data: string) {
      wx.setClipboardData({
        data,
        success: () => say('复制好了'),
        fail: () => say('没有复制成，请再试', 'none'),
      })
    },
    askDelete() {
      this.setData({ asking: 'first', typed: '' })
    },
    askAgain() {
      this.setData({ asking: 'second' })
    },
    closeAsk() {
      if (!this.data.busy) this.setData({ asking: '' })
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ typed: event.detail.value.trim() })
    },
    async erase() {
      if (this.data.busy || this.data.typed !== WORD) return
      this.setData({ busy: true })
      try {
        await deleteMe(intentions(this).key('delete'))
        intentions(this).done('delete')
        // What the pages kept of the person goes too.
        wx.clearStorageSync()
        this.setData({ asking: 'gone' })
      } catch (error) {
        this.setData({ asking: '', problem: explain(error).text })
      }
      this.setData({ busy: false })
    },
    leave() {
      wx.reLaunch({ url: '/pages/home/index', fail: () => undefined })
    },
    closeProblem() {
      this.setData({ problem: '' })
    },
  },
})
