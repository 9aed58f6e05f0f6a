import { appearance } from '../../behaviors/appearance'

/**
 * The root of every page: theme and font scale, skeleton for the first load, what went wrong with 重试, the banner
 * for old data, and the bar for the page's main action at the thumb. Event: `retry`.
 */
Component({
  behaviors: [appearance],
  options: { multipleSlots: true },
  properties: {
    /** `loading`, `ready` or `error`. */
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
  },
})
