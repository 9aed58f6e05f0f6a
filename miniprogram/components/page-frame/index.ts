import { openTab } from '../../api/ui'
import { appearance } from '../../behaviors/appearance'

/**
 * The root of every page: theme and font scale, skeleton for the first load, what went wrong with 重试 or the way
 * home, the banner for old data, and the bar for the page's main action at the thumb. What stands in the slot `top`
 * needs no data and is there from the first moment, whatever becomes of the rest. Event: `retry`.
 */
Component({
  behaviors: [appearance],
  options: { multipleSlots: true },
  properties: {
    /** `loading`, `ready`, `error`, or `refused`, which trying again would not change. */
    phase: { type: String, value: 'ready' },
    offline: Boolean,
    problem: String,
    /** When what is shown was read, in words. */
    updated: String,
    hasActions: Boolean,
  },
  data: {
    rows: [
      { width: '50%', height: '40rpx' },
      { width: '100%', height: '32rpx' },
      { width: '70%', height: '32rpx' },
    ],
  },
  methods: {
    retry() {
      this.triggerEvent('retry')
    },
    goHome() {
      openTab('/pages/home/index')
    },
  },
})
