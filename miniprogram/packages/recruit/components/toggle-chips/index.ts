/** Any number of answers, as large chips. Event: `change` with `{values}`, in the order of the options. */
Component({
  properties: {
    label: String,
    options: { type: Array, value: [] as { value: string; words: string }[] },
    values: { type: Array, value: [] as string[] },
  },
  data: { chips: [] as { value: string; words: string; on: boolean }[] },
  observers: {
    'options, values'(options: { value: string; words: string }[], values: string[]) {
      this.setData({ chips: options.map((each) => ({ ...each, on: values.includes(each.value) })) })
    },
  },
  methods: {
    toggle(event: WechatMiniprogram.TouchEvent<object, object, { value: string }>) {
      const { value } = event.currentTarget.dataset
      const chips = this.data.chips.filter((each) => (each.value === value ? !each.on : each.on))
      this.triggerEvent('change', { values: chips.map((each) => each.value) })
    },
  },
})
