import type { ShiftCardView } from '../../lib/shiftView'

/** One shift (S-35). Events, each with the shift's id: `open`, `claim`, `release`. */
Component({
  properties: {
    card: { type: Object, value: {} as ShiftCardView },
    /** Names the day too, where cards of several days stand together. */
    showDay: Boolean,
    /** What the cloud answered to the last try, in words. */
    refusal: String,
    busy: Boolean,
  },
  methods: {
    open() {
      this.triggerEvent('open', { id: this.data.card.id })
    },
    claim() {
      if (!this.data.busy) this.triggerEvent('claim', { id: this.data.card.id })
    },
    release() {
      this.triggerEvent('release', { id: this.data.card.id })
    },
  },
})
