/** Asks why, with ready answers and room for own words. Events: `confirm` with `{reason}`, `cancel`. */
Component({
  properties: {
    visible: Boolean,
    title: String,
    text: String,
    reasons: { type: Array, value: [] as string[] },
    placeholder: { type: String, value: '也可以自己写' },
    confirm: { type: String, value: '确定' },
    cancel: { type: String, value: '返回' },
    tone: String,
    busy: Boolean,
  },
  data: { typed: '', reason: '' },
  observers: {
    visible(visible: boolean) {
      if (visible) this.setData({ typed: '', reason: '' })
    },
  },
  methods: {
    pick(event: WechatMiniprogram.TouchEvent<object, object, { reason: string }>) {
      const { reason } = event.currentTarget.dataset
      this.setData({ reason, typed: '' })
    },
    type(event: WechatMiniprogram.Input) {
      this.setData({ typed: event.detail.value, reason: event.detail.value.trim() })
    },
    submit() {
      if (this.data.reason !== '') this.triggerEvent('confirm', { reason: this.data.reason })
    },
    leave() {
      this.triggerEvent('cancel')
    },
  },
})
