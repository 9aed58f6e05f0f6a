import type { CertificateDto } from '../../../../cloudfunctions/membership/dto'
import { pageCache } from '../../../api/cache'
import { livePage } from '../../../api/livePage'
import { myCertificate } from '../../../api/membership'
import { openPage } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import { certificateView, type CertificateView } from '../../../lib/certificateView'
import { whenText } from '../../../lib/time'

interface CertificateData {
  certificate: CertificateDto | null
  /** When it was read: shown, because the card is shown without network too. */
  at: number
}

const live = livePage<WechatMiniprogram.Component.TrivialInstance, CertificateData>({
  read: async () => ({ certificate: await myCertificate(), at: Date.now() }),
  show: (page, { certificate, at }) =>
    page.setData({
      view: certificate && certificateView(certificate),
      updated: whenText(at, Date.now()),
      noPhoto: false,
    }),
  cache: () => pageCache('certificate'),
})

Component({
  behaviors: [showsLive(live)],
  data: { view: null as CertificateView | null, updated: '', noPhoto: false },
  methods: {
    /** The link has run out, or there is no network: the card shows the name instead. */
    missPhoto() {
      this.setData({ noPhoto: true })
    },
    openMine() {
      openPage('/packages/recruit/mine/index')
    },
    openFile() {
      openPage('/packages/team/file/index')
    },
  },
})
