import type { SummaryPart } from '../../../../lib/applySummary'

/** Everything that is about to be sent, each part with the way back to its screen. Event: `edit` with `{step}`. */
Component({
  properties: {
    parts: { type: Array, value: [] as SummaryPart[] },
    photo: String,
  },
  methods: {
    edit(event: WechatMiniprogram.TouchEvent<object, object, { step: string }>) {
      this.triggerEvent('edit', { step: event.currentTarget.dataset.step })
    },
  },
})
