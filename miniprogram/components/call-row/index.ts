import { dial } from '../../api/ui'
import { EMERGENCY } from '../../lib/labels'
import {} from '../../api/ui'

/** 110, 119 and 120, always beside asking for help (S-45). */
Component({
  properties: { hint: { type: String, value: '有生命危险，先打电话' } },
  data: { numbers: EMERGENCY },
  methods: {
    call(event: WechatMiniprogram.TouchEvent<object, object, { number: string }>) {
      dial(event.currentTarget.dataset.number)
    },
  },
})
