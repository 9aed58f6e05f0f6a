/** Photos of a request, and room for more. Event: `add`. */
Component({
  properties: {
    photos: { type: Array, value: [] as string[] },
    max: { type: Number, value: 9 },
    editable: Boolean,
    busy: Boolean,
  },
  methods: {
    look(event: WechatMiniprogram.TouchEvent<object, object, { src: string }>) {
      wx.previewImage({
        urls: this.data.photos,
        current: event.currentTarget.dataset.src,
        fail: () => undefined,
      })
    },
    add() {
      if (!this.data.busy) this.triggerEvent('add')
    },
  },
})
