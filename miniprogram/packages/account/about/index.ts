import { ABOUT } from '../../../lib/labels'
import { openPage, say } from '../../../api/ui'

Component({
  data: ABOUT,
  methods: {
    verify() {
      openPage('/packages/recruit/verify/index')
    },
    readContract() {
      wx.openPrivacyContract({ fail: () => say('现在打不开，请稍后再试', 'none') })
    },
  },
})
