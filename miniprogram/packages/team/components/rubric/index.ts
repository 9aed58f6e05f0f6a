import type { ScenarioView } from '../../../../lib/practiceView'

/** One scenario of the practice exam with large check rows (S-24). Event: `toggle` with `{id}`. */
Component({
  properties: {
    scenario: { type: Object, value: { criteria: [] as ScenarioView['criteria'] } as ScenarioView },
  },
  methods: {
    toggle(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
      this.triggerEvent('toggle', { id: event.currentTarget.dataset.id })
    },
  },
})
