Page({
  data: { from: '' },
  onLoad(query: { from?: string }) {
    this.setData({ from: `来自${query.from ?? ''}` })
  },
})
