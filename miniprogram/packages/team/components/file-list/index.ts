import type { FileLine } from '../../../../lib/fileView'

const FEW = 5

/** A section of the file with its lines; long ones open at a tap. */
Component({
  properties: {
    title: String,
    /** The section in a line. */
    note: String,
    /** The note is worth a warning. */
    alarm: Boolean,
    lines: { type: Array, value: [] as FileLine[] },
    /** Said when there are no lines. */
    empty: String,
  },
  data: { shown: [] as FileLine[], rest: 0, open: false },
  observers: {
    'lines, open'(lines: FileLine[], open: boolean) {
      const shown = open ? lines : lines.slice(0, FEW)
      this.setData({ shown, rest: lines.length - shown.length })
    },
  },
  methods: {
    showAll() {
      this.setData({ open: true })
    },
  },
})
