import { heard, note } from '../../log'

interface Tap {
  type: string
  detail: { x: number; y: number }
  changedTouches: { pageX: number; pageY: number; clientX: number; clientY: number }[]
  currentTarget: { dataset: Record<string, unknown> }
}

Page({
  note,
  point(event: Tap) {
    const [touch] = event.changedTouches
    heard.push([event.currentTarget.dataset, event.type, event.detail, touch])
  },
})
