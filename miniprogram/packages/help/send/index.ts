import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { HelpKind, Role } from '../../../../cloudfunctions/shared/values'
import { getMe } from '../../../api/account'
import { pageCache } from '../../../api/cache'
import { explain } from '../../../api/client'
import { createHelp, type HelpDetails } from '../../../api/help'
import { quietPoint } from '../../../api/position'
import { Intentions } from '../../../lib/keys'
import { HELP_KIND, HELP_KIND_NOTE } from '../../../lib/labels'
import { isPhone } from '../../../lib/mask'
import { perInstance } from '../../../lib/perInstance'
import { dial, replacePage } from '../../../api/ui'

const ICONS: Record<HelpKind, string> = {
  missing: 'search',
  illness: 'heart',
  hazard: 'flame',
  other: 'help',
}
const KINDS = (['missing', 'illness', 'hazard', 'other'] as const).map((kind) => ({
  kind,
  icon: ICONS[kind],
  title: HELP_KIND[kind],
  note: HELP_KIND_NOTE[kind],
}))
const STAFF: readonly Role[] = ['office', 'captain', 'deputy', 'reviewer', 'police']

/** Which kind is chosen; none at first. */
const CHOSEN: { kind: HelpKind | '' } = { kind: '' }

const kept = perInstance(() => ({
  intentions: new Intentions(),
  details: {},
  quiet: null as HelpDetails['place'] | null,
  caller: { name: '', phone: '' },
}))
const meCache = pageCache<MeDto>('me')

Component({
  data: {
    kinds: KINDS,
    ...CHOSEN,
    kindTitle: '',
    staff: false,
    homeText: '',
    savedPhone: '',
    busy: false,
    photosPending: false,
    problem: '',
  },
  lifetimes: {
    attached() {
      this.prepare().catch(() => undefined)
    },
  },
  methods: {
    /** Nothing here is needed to send: it only spares the person typing. */
    async prepare() {
      const before = meCache.load()
      if (before) this.know(before.value)
      const point = quietPoint()
      const me = await getMe()
      meCache.save(me, Date.now())
      this.know(me)
      const here = await point
      kept(this).quiet = here && { text: '', point: here }
    },
    know({ home, phoneMasked, roles }: MeDto) {
      this.setData({
        homeText: home === null ? '' : home.text || '已存的位置',
        savedPhone: phoneMasked ?? '',
        staff: roles.some(({ role }) => STAFF.includes(role)),
      })
    },
    pick(event: WechatMiniprogram.TouchEvent<object, object, { kind: HelpKind }>) {
      const { kind } = event.currentTarget.dataset
      this.setData({ kind, kindTitle: HELP_KIND[kind] })
    },
    note(event: WechatMiniprogram.CustomEvent<{ details: HelpDetails }>) {
      kept(this).details = event.detail.details
    },
    uploading(event: WechatMiniprogram.CustomEvent<{ on: boolean }>) {
      this.setData({ photosPending: event.detail.on })
    },
    typeCallerName(event: WechatMiniprogram.Input) {
      kept(this).caller.name = event.detail.value.trim()
    },
    typeCallerPhone(event: WechatMiniprogram.Input) {
      kept(this).caller.phone = event.detail.value
    },
    async send() {
      const { kind, busy } = this.data
      if (kind === '' || busy) return
      const { details, quiet, caller, intentions } = kept(this)
      const forCaller = caller.name !== '' || isPhone(caller.phone)
      const request = {
        kind,
        // For a caller, neither the clerk's own place nor their home says anything.
        ...(quiet && !forCaller ? { place: quiet } : {}),
        ...details,
        useHome: !forCaller,
        ...(forCaller
          ? {
              caller: {
                ...(caller.name === '' ? {} : { name: caller.name }),
                ...(isPhone(caller.phone) ? { phone: caller.phone } : {}),
              },
            }
          : {}),
      }
      this.setData({ busy: true, problem: '' })
      try {
        const help = await createHelp(request, intentions.key(request))
        replacePage(`/packages/help/detail/index?id=${help.id}&sent=1`)
      } catch (error) {
        this.setData({ busy: false, problem: `${explain(error).text}\n着急就直接打 110、119 或 120。` })
      }
    },
    leaveProblem(event: WechatMiniprogram.CustomEvent<{ outside: boolean }>) {
      this.setData({ problem: '' })
      if (!event.detail.outside) dial('110')
    },
  },
})
