Component({
  behaviors: ['wx://form-field'],
  methods: {
    typed(event: { detail: { value: string } }) {
      this.setData({ value: Number(event.detail.value) })
    },
  },
})
