import type { QueueCardView } from '../../../../lib/reviewView'

/** An application in a queue (S-20). Events, each with its id: `open`, and `pick` while several are being chosen. */
Component({
  properties: {
    card: { type: Object, value: { tags: [] as string[] } as QueueCardView },
    choosing: Boolean,
    chosen: Boolean,
  },
  methods: {
    tap() {
      const { card, choosing } = this.data
      if (!choosing) this.triggerEvent('open', { id: card.id })
      else if (card.canDecide) this.triggerEvent('pick', { id: card.id })
    },
  },
})
