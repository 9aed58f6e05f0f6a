import { ABOUT } from '../../../lib/labels'

Component({
  data: ABOUT,
  methods: {
    readContract() {
      wx.openPrivacyContract({ fail: () => wx.showToast({ title: '现在打不开，请稍后再试', icon: 'none' }) })
    },
  },
})
