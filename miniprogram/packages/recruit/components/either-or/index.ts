/** One of two answers, as two large cards, neither of them preset. Event: `change` with `{value}`. */
Component({
  properties: {
    label: String,
    options: { type: Array, value: [] as { value: string; title: string; note: string }[] },
    value: String,
  },
  methods: {
    pick(event: WechatMiniprogram.TouchEvent<object, object, { value: string }>) {
      this.triggerEvent('change', { value: event.currentTarget.dataset.value })
    },
  },
})
