import type { DayColumn } from '../../lib/time'

/** Days to choose from. Event: `change` with `{day}`. */
Component({
  properties: {
    columns: { type: Array, value: [] as (DayColumn & { mine: boolean })[] },
    selected: String,
  },
  methods: {
    pick(event: WechatMiniprogram.TouchEvent<object, object, { day: string }>) {
      const { day } = event.currentTarget.dataset
      if (day !== this.data.selected) this.triggerEvent('change', { day })
    },
  },
})
