import { note } from '../../log'

Page({
  data: { name: '', age: '', asked: false },
  note,
  typed(event: { type: string; detail: { value: string }; currentTarget: { dataset: { as?: string } } }) {
    note(event)
    this.setData({ name: event.detail.value })
  },
  upper(event: { detail: { value: string } }) {
    return event.detail.value.toUpperCase()
  },
  ask() {
    this.setData({ asked: true })
  },
})
