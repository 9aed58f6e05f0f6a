import { addDays, dayOf } from '../../../../lib/time'

const YEAR = 364

/** Asks for an insurance: policy, first and last day (S-27). Events: `confirm` with the insurance, `cancel`. */
Component({
  properties: {
    visible: Boolean,
    title: String,
    text: String,
    busy: Boolean,
  },
  data: { policy: '', from: '', until: '' },
  observers: {
    visible(visible: boolean) {
      if (!visible || this.data.from !== '') return
      const today = dayOf(Date.now())
      this.setData({ from: today, until: addDays(today, YEAR) })
    },
  },
  methods: {
    typePolicy(event: WechatMiniprogram.Input) {
      this.setData({ policy: event.detail.value })
    },
    changeFrom(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const from = event.detail.value
      this.setData({ from, until: addDays(from, YEAR) })
    },
    changeUntil(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ until: event.detail.value })
    },
    submit() {
      const { policy, from, until } = this.data
      if (policy.trim() !== '' && from <= until) {
        this.triggerEvent('confirm', { policy: policy.trim(), from, until })
      }
    },
    leave() {
      this.triggerEvent('cancel')
    },
  },
})
