/** Heights of a sheet and its mask (t-popup's own are 11500 and 11000), and those of a sheet over another sheet. */
const LAYER = { content: 11500, overlay: { zIndex: 11000 } }
const OVER = { content: 11900, overlay: { zIndex: 11800 } }

/**
 * A question at the thumb: what will happen, and two answers. Events: `confirm`, and `cancel` with
 * `{outside}`: whether the sheet was left by a tap beside it.
 */
Component({
  properties: {
    visible: Boolean,
    title: String,
    text: String,
    confirm: { type: String, value: '确定' },
    /** Empty when there is nothing to choose. */
    cancel: { type: String, value: '取消' },
    tone: String,
    busy: Boolean,
    disabled: Boolean,
    /** Stands over another open sheet, with a mask between. */
    over: Boolean,
  },
  data: { layer: LAYER, overLayer: OVER },
  methods: {
    tapConfirm() {
      if (!this.data.busy && !this.data.disabled) this.triggerEvent('confirm')
    },
    tapCancel() {
      this.triggerEvent('cancel', { outside: false })
    },
    changed(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.triggerEvent('cancel', { outside: true })
    },
  },
})
