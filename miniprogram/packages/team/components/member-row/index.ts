import type { MemberRowView } from '../../../../lib/memberView'

/** A member in a list. Events, each with the person's id: `open`, and `pick` while several are being chosen. */
Component({
  properties: {
    row: { type: Object, value: { notes: [] as string[] } as MemberRowView },
    choosing: Boolean,
    chosen: Boolean,
  },
  methods: {
    tap() {
      this.triggerEvent(this.data.choosing ? 'pick' : 'open', { id: this.data.row.id })
    },
  },
})
