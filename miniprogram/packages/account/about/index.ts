import { ABOUT } from '../../../lib/labels'
import { say } from '../../../api/ui'

Component({
  data: ABOUT,
  methods: {
    readContract() {
      wx.openPrivacyContract({ fail: () => say('现在打不开，请稍后再试', 'none') })
    },
  },
})
