import { note } from '../../log'

Page({
  data: {
    hide: false,
    still: true,
    open: false,
    move: {},
    html: '<p class="p" onclick="window.bad = 1">正<b>文</b></p><script>window.bad = 1</script><img src="x" onerror="window.bad = 1">',
    nodes: [
      {
        name: 'div',
        attrs: { style: 'color: rgb(1, 2, 3)' },
        children: [{ type: 'text', text: '节点&lt;' }],
      },
      { name: 'iframe', attrs: { src: 'https://example.com' } },
    ],
    markers: [
      { id: 7, latitude: 28.93, longitude: 118.83, title: '派出所', callout: { content: '石室派出所' } },
      {
        id: 8,
        latitude: 28.935,
        longitude: 118.835,
        iconPath: '/assets/dot.svg',
        width: 20,
        height: 20,
        ariaLabel: '岗亭',
      },
    ],
    circles: [
      {
        latitude: 28.93,
        longitude: 118.83,
        radius: 500,
        color: '#12685aff',
        fillColor: '#12685a22',
        strokeWidth: 2,
      },
    ],
    lines: [
      {
        points: [
          { latitude: 28.925, longitude: 118.82 },
          { latitude: 28.935, longitude: 118.84 },
        ],
        color: '#0000ff',
        width: 4,
      },
    ],
    areas: [
      {
        points: [
          { latitude: 28.926, longitude: 118.832 },
          { latitude: 28.928, longitude: 118.838 },
          { latitude: 28.924, longitude: 118.836 },
        ],
        fillColor: '#ff880044',
        strokeColor: '#ff8800',
        strokeWidth: 2,
      },
    ],
  },
  note,
  flip() {
    this.setData({ hide: !this.data.hide })
  },
  animate() {
    const animation = wx.createAnimation({ duration: 60 })
    animation.translateX(30).opacity(0.5).step()
    this.setData({ move: animation.export() })
  },
  sheet() {
    this.setData({ open: true })
  },
  shut() {
    this.setData({ open: false })
  },
})
