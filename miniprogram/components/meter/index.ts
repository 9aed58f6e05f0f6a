/** How much of something there is, as a bar with a mark at the target; the words say the same. */
Component({
  properties: {
    label: String,
    /** What is there, e.g. `12/20 课时`. */
    value: String,
    /** What is missing, or that nothing is. */
    note: String,
    percent: Number,
    /** Where the target stands, in percent; 0 for none. */
    target: Number,
    /** Enough is there. */
    met: Boolean,
  },
})
