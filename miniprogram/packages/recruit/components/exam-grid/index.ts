import type { GridCell } from '../../../../lib/examView'

/** All questions at a glance, answered ones filled and named so. Event: `go` with `{index}`. */
Component({
  properties: {
    cells: { type: Array, value: [] as GridCell[] },
  },
  methods: {
    go(event: WechatMiniprogram.TouchEvent<object, object, { index: number }>) {
      this.triggerEvent('go', { index: event.currentTarget.dataset.index })
    },
  },
})
