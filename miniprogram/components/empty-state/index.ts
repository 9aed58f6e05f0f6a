/** Says what a page is for when it has nothing yet, and offers the next step. Event: `action`. */
Component({
  properties: { icon: { type: String, value: 'info' }, title: String, text: String, action: String },
  methods: {
    act() {
      this.triggerEvent('action')
    },
  },
})
