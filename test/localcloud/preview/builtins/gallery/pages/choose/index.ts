import { note } from '../../log'

Page({
  data: {
    villages: [{ name: '荆溪' }, { name: '石门' }, { name: '大川' }],
    village: 1,
    columns: [
      ['东', '西'],
      ['一', '二', '三'],
    ],
    pair: [0, 0],
    hours: [0, 1, 2, 3, 4, 5, 6, 7],
    minutes: [0, 15, 30, 45],
    rows: [2, 1],
  },
  note,
  chose(event: { type: string; detail: { value: number }; currentTarget: { dataset: { as?: string } } }) {
    note(event)
    this.setData({ village: event.detail.value })
  },
  turned(event: {
    type: string
    detail: { column: number; value: number }
    currentTarget: { dataset: { as?: string } }
  }) {
    note(event)
    if (event.detail.column === 0) {
      this.setData({
        'columns[1]': event.detail.value === 1 ? ['甲', '乙'] : ['一', '二', '三'],
        pair: [1, 1],
      })
    }
  },
  jump() {
    this.setData({ rows: [5, 0] })
  },
})
