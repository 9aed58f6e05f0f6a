import type { BoardCardView } from '../../../../lib/boardView'

/** A team's strength and composition (S-10, S-11). Event: `queue`. */
Component({
  properties: {
    card: {
      type: Object,
      value: { meters: [] as BoardCardView['meters'], taken: 0, max: 0 } as BoardCardView,
    },
    /** The caller may look at what waits. */
    canReview: Boolean,
  },
  methods: {
    openQueue() {
      this.triggerEvent('queue')
    },
  },
})
