type Answer = WechatMiniprogram.PrivacyAnswer

const waiting = new Set<(answer: Answer) => void>()

/** Above every other sheet (t-popup: 11500, its mask 11000): consent is asked while one of them is open. */
const CONSENT_LAYER = { content: 12500, overlay: { zIndex: 12000 } }

/** Asks for consent before location, photo or phone is used for the first time (`wx.onNeedPrivacyAuthorization`). */
Component({
  properties: {
    /** What this page uses them for. */
    text: {
      type: String,
      value: '位置、照片、电话只用来找到求助的人，别的地方不用。不同意也能求助。',
    },
  },
  data: { visible: false, layer: CONSENT_LAYER, contract: '隐私保护指引' },
  lifetimes: {
    attached() {
      this.listen()
      wx.getPrivacySetting({
        success: ({ privacyContractName }) => this.setData({ contract: privacyContractName }),
        fail: () => undefined,
      })
    },
  },
  pageLifetimes: {
    // The listener is one for the whole app: the page in front answers.
    show() {
      this.listen()
    },
  },
  methods: {
    listen() {
      if (!wx.canIUse('onNeedPrivacyAuthorization')) return
      wx.onNeedPrivacyAuthorization((resolve: (answer: Answer) => void) => {
        waiting.add(resolve)
        this.setData({ visible: true })
      })
    },
    read() {
      wx.openPrivacyContract({ fail: () => undefined })
    },
    agree() {
      this.answer({ event: 'agree', buttonId: 'agree-privacy' })
    },
    refuse() {
      this.answer({ event: 'disagree' })
    },
    answer(answer: Answer) {
      this.setData({ visible: false })
      waiting.forEach((resolve) => resolve(answer))
      waiting.clear()
    },
  },
})
