/** A line that is switched on or off; the whole line can be tapped. Event: `change` {value}. */
Component({
  properties: {
    label: String,
    note: String,
    value: Boolean,
    disabled: Boolean,
    loading: Boolean,
    /** The label stands as a card's title. */
    heading: Boolean,
  },
  methods: {
    toggle() {
      const { value, disabled, loading } = this.data
      if (!disabled && !loading) this.triggerEvent('change', { value: !value })
    },
  },
})
