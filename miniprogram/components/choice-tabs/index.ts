/** A choice of what a list shows. Event: `change` with `{value}`. */
Component({
  properties: {
    choices: { type: Array, value: [] as { value: string; label: string }[] },
    selected: String,
  },
  methods: {
    pick(event: WechatMiniprogram.TouchEvent<object, object, { value: string }>) {
      const { value } = event.currentTarget.dataset
      if (value !== this.data.selected) this.triggerEvent('change', { value })
    },
  },
})
