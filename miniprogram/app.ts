import { startCloud } from './api/client'

App({
  onLaunch() {
    startCloud()
  },
})
