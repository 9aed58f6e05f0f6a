import type { AttendanceCodeDto } from '../../../../../cloudfunctions/training/dto'
import { explain } from '../../../../api/client'
import { attendanceCodes } from '../../../../api/training'
import { perInstance } from '../../../../lib/perInstance'
import { codeAt, skewOf } from '../../../../lib/sessionView'

const EVERY = 1000

const kept = perInstance(() => ({
  codes: [] as AttendanceCodeDto[],
  handle: null as ReturnType<typeof setInterval> | null,
  fetching: false,
  /** The cloud's clock minus the phone's, where these are a code apart; the first code given is the present one. */
  skew: 0,
  /** After a failure the next try waits. */
  notBefore: 0,
}))

const PAUSE = 5000

/**
 * The attendance code over the whole screen: each for half a minute, fetched ahead, so that a weak line holds nobody
 * up; the screen stays on. Event: `close`.
 */
Component({
  properties: {
    sessionId: String,
    title: String,
    /** How many are present, in words. */
    present: String,
  },
  data: { image: '', link: '', left: 0, problem: '' },
  lifetimes: {
    attached() {
      wx.setKeepScreenOn({ keepScreenOn: true, fail: () => undefined })
      kept(this).handle = setInterval(() => this.tick(), EVERY)
      this.tick()
    },
    detached() {
      wx.setKeepScreenOn({ keepScreenOn: false, fail: () => undefined })
      const { handle } = kept(this)
      if (handle !== null) clearInterval(handle)
    },
  },
  methods: {
    tick() {
      const own = kept(this)
      const now = Date.now() + own.skew
      const { code, fetch } = codeAt(own.codes, now)
      const image = code?.code ?? ''
      const left = code === null ? 0 : Math.ceil((code.until - now) / 1000)
      if (image !== this.data.image || left !== this.data.left) {
        this.setData({ image, link: code?.link ?? '', left })
      }
      if (fetch) void this.fetch()
    },
    async fetch() {
      const own = kept(this)
      if (own.fetching || Date.now() < own.notBefore) return
      own.fetching = true
      try {
        own.codes = await attendanceCodes(this.data.sessionId)
        own.skew = skewOf(own.codes, Date.now())
        this.setData({ problem: '' })
        own.fetching = false
        this.tick()
      } catch (error) {
        own.fetching = false
        own.notBefore = Date.now() + PAUSE
        this.setData({ problem: explain(error).text })
      }
    },
    close() {
      this.triggerEvent('close')
    },
  },
})
