import type { FileDto } from '../../../../cloudfunctions/membership/dto'
import { getFile } from '../../../api/membership'
import { livePage } from '../../../api/livePage'
import { unmaskFile, type MaskedField } from '../../../api/team'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { NO_FILE_ASK, type FileAsk } from '../../../lib/fileAsk'
import { fileView, type FileView } from '../../../lib/fileView'
import { perInstance } from '../../../lib/perInstance'
import { UNMASK_REASONS } from '../../../lib/teamLabels'

interface Page {
  data: { id: string }
  setData(data: Record<string, unknown>): void
}

interface Kept {
  file: FileDto | null
  /** In memory only: a number in full is gone with the page. */
  unmasked: Partial<Record<MaskedField, string>>
  field: MaskedField
}

const kept = perInstance((): Kept => ({ file: null, unmasked: {}, field: 'idNumber' }))

function show(page: Page, file: FileDto): void {
  const own = kept(page)
  own.file = file
  page.setData({ view: fileView(file, own.unmasked, Date.now()) })
}

const live = livePage<Page, FileDto>({
  read: ({ data }) => getFile(data.id === '' ? undefined : data.id),
  show,
})

Component({
  behaviors: [showsLive(live), acting],
  data: {
    id: '',
    view: null as FileView | null,
    ask: NO_FILE_ASK,
    unmasking: false,
    unmaskReasons: UNMASK_REASONS,
  },
  methods: {
    onLoad({ id = '' }: { id?: string }) {
      this.setData({ id })
    },
    start(event: WechatMiniprogram.TouchEvent<object, object, { move: FileAsk['move'] }>) {
      const { file } = kept(this)
      const { view } = this.data
      if (!file || !view) return
      const { move } = event.currentTarget.dataset
      this.setData({ ask: { move, personId: file.personId, name: file.name, out: view.out } })
    },
    changed({ detail: { file } }: WechatMiniprogram.CustomEvent<{ file: FileDto | null }>) {
      this.setData({ ask: NO_FILE_ASK })
      if (file) live(this).set(file)
      else void live(this).refresh()
    },
    left() {
      this.setData({ ask: NO_FILE_ASK })
    },
    askUnmask(event: WechatMiniprogram.CustomEvent<{ field: MaskedField }>) {
      kept(this).field = event.detail.field
      this.setData({ unmasking: true })
    },
    keepMasked() {
      this.setData({ unmasking: false })
    },
    async unmask({ detail: { reason } }: WechatMiniprogram.CustomEvent<{ reason: string }>) {
      const own = kept(this)
      const { file, field } = own
      if (!file) return
      const outcome = await act(this, ['unmask', file.personId, field, reason], (key) =>
        unmaskFile(file.personId, field, reason, key),
      )
      this.setData({ unmasking: false })
      if (!outcome.done) return
      own.unmasked = { ...own.unmasked, [field]: outcome.value }
      show(this, file)
    },
  },
})
