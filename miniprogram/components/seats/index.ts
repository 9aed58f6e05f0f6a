/** Seats of a shift: filled ones are taken, dashed ones free. */
Component({
  properties: { taken: Number, max: Number },
  data: { places: [] as { index: number; taken: boolean }[] },
  observers: {
    'taken, max'(taken: number, max: number) {
      const length = Math.max(taken, max)
      this.setData({ places: Array.from({ length }, (_, index) => ({ index, taken: index < taken })) })
    },
  },
})
