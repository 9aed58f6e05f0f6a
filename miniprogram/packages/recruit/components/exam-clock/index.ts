import { WARN_BEFORE } from '../../../../lib/examView'
import { perInstance } from '../../../../lib/perInstance'
import { digitsText } from '../../../../lib/time'

const tickers = perInstance(() => ({
  handle: null as ReturnType<typeof setInterval> | null,
  warned: 0,
  over: 0,
}))

/** Counts the exam's time down by the cloud's clock. Events, once for each end: `warn` 5 minutes before it, `over` at it. */
Component({
  properties: {
    /** The paper's end, an instant in milliseconds. */
    endsAt: Number,
    /** The cloud's clock minus the phone's, in milliseconds. */
    skew: Number,
  },
  data: { digits: '', soon: false },
  observers: {
    'endsAt, skew'() {
      this.tick()
    },
  },
  lifetimes: {
    attached() {
      const ticker = tickers(this)
      if (ticker.handle === null) ticker.handle = setInterval(() => this.tick(), 1000)
    },
    detached() {
      const ticker = tickers(this)
      if (ticker.handle !== null) clearInterval(ticker.handle)
      ticker.handle = null
    },
  },
  methods: {
    tick() {
      const { endsAt, skew } = this.data
      if (endsAt === 0) return
      const ticker = tickers(this)
      const left = endsAt - (Date.now() + skew)
      const digits = digitsText(left)
      const soon = left <= WARN_BEFORE
      if (digits !== this.data.digits || soon !== this.data.soon) this.setData({ digits, soon })
      if (left <= 0) {
        if (ticker.over !== endsAt) {
          ticker.over = endsAt
          this.triggerEvent('over')
        }
      } else if (soon && ticker.warned !== endsAt) {
        ticker.warned = endsAt
        this.triggerEvent('warn')
      }
    },
  },
})
