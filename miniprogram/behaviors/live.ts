import { endPull } from '../api/ui'
import { FRAME_START } from '../api/livePage'
import type { Live } from '../lib/live'

/**
 * The life of a page around its live data, which is the same on every page: read while it is shown, stop while it is
 * not, read again on pull-down and on 重试 (`bind:retry="reload"`). Gives the page's frame its `frame`.
 */
export function showsLive<H extends object>(live: (host: H) => Live<unknown>) {
  return Behavior({
    data: { frame: FRAME_START },
    pageLifetimes: {
      show() {
        void live(this as H).start()
      },
      hide() {
        live(this as H).stop()
      },
    },
    lifetimes: {
      detached() {
        live(this as H).stop()
      },
    },
    methods: {
      reload() {
        void live(this as H).refresh()
      },
      async onPullDownRefresh() {
        await live(this as H).refresh()
        endPull()
      },
    },
  })
}
