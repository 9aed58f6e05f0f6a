import type { HelpCardView } from '../../lib/helpView'

/** One help request in a list (S-45). Events, each with the request's id: `open`, `accept`. */
Component({
  properties: {
    card: { type: Object, value: {} as HelpCardView },
    /** Offers 我去 on the card. */
    acceptable: Boolean,
  },
  methods: {
    open() {
      this.triggerEvent('open', { id: this.data.card.id })
    },
    accept() {
      this.triggerEvent('accept', { id: this.data.card.id })
    },
  },
})
