import { CallError } from '../../../api/client'
import { livePage } from '../../../api/livePage'
import { verifyCertificate } from '../../../api/membership'
import { getNotice } from '../../../api/recruitment'
import { dial } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import {
  codeFrom,
  codeIn,
  UNKNOWN_CERTIFICATE,
  verificationView,
  type VerificationView,
} from '../../../lib/certificateView'
import { LIMITS } from '../../../lib/recruitLabels'

interface VerifyData {
  /** Null when no code was scanned yet. */
  view: VerificationView | null
  officePhone: string
}

interface Page {
  data: { code: string }
  setData(data: Record<string, unknown>): void
}

/** A code that nobody has is an answer too, the one that matters most. */
async function answerTo(code: string): Promise<VerificationView> {
  try {
    return verificationView(await verifyCertificate(code))
  } catch (error) {
    const unknown = error instanceof CallError && (error.code === 'NOT_FOUND' || error.code === 'INVALID')
    if (!unknown) throw error
    return UNKNOWN_CERTIFICATE
  }
}

const live = livePage<Page, VerifyData>({
  async read({ data }) {
    const [view, officePhone] = await Promise.all([
      data.code === '' ? null : answerTo(data.code),
      // The answer about the certificate does not wait for a number to call.
      getNotice().then(
        (notice) => notice.officePhone,
        () => '',
      ),
    ])
    return { view, officePhone }
  },
  show: (page, { view, officePhone }) => page.setData({ view, officePhone }),
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
