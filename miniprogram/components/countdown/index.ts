import { perInstance } from '../../lib/perInstance'
import { digitsText, leftText } from '../../lib/time'

const tickers = perInstance(() => ({ handle: null as ReturnType<typeof setInterval> | null }))

/** Counts down to a mark each second while the page is shown, and up from it once it has passed. */
Component({
  properties: {
    /** The mark, an instant in milliseconds. */
    mark: Number,
    /** The cloud's clock minus the phone's, in milliseconds. */
    skew: Number,
  },
  data: { digits: '', label: '', over: false },
  observers: {
    'mark, skew'() {
      this.tick()
    },
  },
  lifetimes: {
    attached() {
      this.run()
    },
    detached() {
      this.halt()
    },
  },
  pageLifetimes: {
    show() {
      this.run()
    },
    hide() {
      this.halt()
    },
  },
  methods: {
    run() {
      this.halt()
      this.tick()
      tickers(this).handle = setInterval(() => this.tick(), 1000)
    },
    halt() {
      const ticker = tickers(this)
      if (ticker.handle !== null) clearInterval(ticker.handle)
      ticker.handle = null
    },
    tick() {
      const { mark, skew } = this.data
      const now = Date.now() + skew
      const over = now >= mark
      const digits = digitsText(Math.abs(mark - now))
      if (digits !== this.data.digits || over !== this.data.over) {
        this.setData({ digits, over, label: leftText(mark, now) })
      }
    },
  },
})
