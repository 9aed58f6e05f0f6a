import type { VerificationDto } from '../../../../cloudfunctions/membership/dto'
import { livePage } from '../../../api/livePage'
import { verifyCertificate } from '../../../api/membership'
import { getNotice } from '../../../api/recruitment'
import { dial } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import { codeFrom, codeIn, verificationView, type VerificationView } from '../../../lib/certificateView'
import { LIMITS } from '../../../lib/recruitLabels'

interface VerifyData {
  verification: VerificationDto | null
  officePhone: string
}

interface Page {
  data: { code: string }
  setData(data: Record<string, unknown>): void
}

const live = livePage<Page, VerifyData>({
  async read({ data }) {
    const [verification, officePhone] = await Promise.all([
      data.code === '' ? null : verifyCertificate(data.code),
      // The answer about the certificate does not wait for a number to call.
      getNotice().then(
        (notice) => notice.officePhone,
        () => '',
      ),
    ])
    return { verification, officePhone }
  },
  show: (page, { verification, officePhone }) =>
    page.setData({ view: verification && verificationView(verification), officePhone }),
})

Component({
  behaviors: [showsLive(live)],
  data: {
    code: '',
    view: null as VerificationView | null,
    officePhone: '',
    odd: false,
    limits: LIMITS,
  },
  methods: {
    onLoad(query: { c?: string; q?: string }) {
      this.setData({ code: codeFrom(query) })
    },
    async scan() {
      const scanned = await wx.scanCode({ scanType: ['qrCode'] }).catch(() => null)
      if (scanned === null) return
      const code = codeIn(scanned.result)
      this.setData({ odd: code === '' })
      if (code === '') return
      this.setData({ code })
      await live(this).refresh()
    },
    call() {
      dial(this.data.officePhone)
    },
  },
})
