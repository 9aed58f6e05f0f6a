import type { SessionCardView } from '../../lib/trainingView'

/** A training or an exam in a list (S-23). Events, each with the session's id: `open`, `join`, `leave`. */
Component({
  properties: {
    card: { type: Object, value: {} as SessionCardView },
    /** The card leads to a page of its own. */
    opens: Boolean,
  },
  methods: {
    open() {
      if (this.data.opens) this.triggerEvent('open', { id: this.data.card.id })
    },
    join() {
      this.triggerEvent('join', { id: this.data.card.id })
    },
    leave() {
      this.triggerEvent('leave', { id: this.data.card.id })
    },
  },
})
