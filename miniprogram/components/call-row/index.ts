import { EMERGENCY } from '../../lib/labels'

/** 110, 119 and 120, always beside asking for help (S-45). */
Component({
  properties: { hint: { type: String, value: '有生命危险，先打电话' } },
  data: { numbers: EMERGENCY },
  methods: {
    dial(event: WechatMiniprogram.TouchEvent<object, object, { number: string }>) {
      // The person may well change their mind in WeChat's own dialog.
      wx.makePhoneCall({ phoneNumber: event.currentTarget.dataset.number, fail: () => undefined })
    },
  },
})
