import type { MeDto } from '../../../../cloudfunctions/account/dto'
import type { MyWayDto } from '../../../../cloudfunctions/recruitment/dto'
import type { Named } from '../../../../cloudfunctions/shared/values'
import { getMe } from '../../../api/account'
import { explain } from '../../../api/client'
import { livePage } from '../../../api/livePage'
import { myWay, recommend } from '../../../api/recruitment'
import { toTop } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import { Intentions } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'
import { recommendationNote } from '../../../lib/recruitView'

interface RecommendData {
  way: MyWayDto
  me: MeDto
}

interface Line {
  id: string
  name: string
  note: string
  taken: boolean
}

const live = livePage<WechatMiniprogram.Component.TrivialInstance, RecommendData>({
  async read() {
    const [way, me] = await Promise.all([myWay(), getMe()])
    return { way, me }
  },
  show: (page, { way, me }) =>
    page.setData({
      villages: me.township.villages,
      lines: way.recommendations.map((each) => ({
        id: each.id,
        name: each.name,
        note: recommendationNote(each),
        taken: each.taken,
      })),
    }),
})

const intentions = perInstance(() => new Intentions())

type ShareTarget = { dataset: { id?: string } }

Component({
  behaviors: [showsLive(live)],
  data: {
    villages: [] as Named[],
    lines: [] as Line[],
    name: '',
    villageId: '',
    reason: '',
    /** The recommendation just made, whose card is to be sent. */
    made: null as { id: string; name: string } | null,
    problem: '',
    failure: '',
    busy: false,
  },
  methods: {
    /** The card leads the one recommended into the form; a share from the menu leads to the notice. */
    onShareAppMessage({ target }: { target?: ShareTarget }) {
      const id = target?.dataset.id
      if (id === undefined) return { title: '村里招义警', path: '/packages/recruit/notice/index' }
      return { title: '我推荐你当义警，来看看', path: `/packages/recruit/apply/index?rec=${id}` }
    },
    typeName(event: WechatMiniprogram.Input) {
      this.setData({ name: event.detail.value, problem: '' })
    },
    typeReason(event: WechatMiniprogram.Input) {
      this.setData({ reason: event.detail.value, problem: '' })
    },
    pickVillage(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
      this.setData({ villageId: event.currentTarget.dataset.id, problem: '' })
    },
    missing() {
      if (this.data.name.trim().length < 2) return '写上他的姓名。'
      if (this.data.villageId === '') return '点一下他住的村。'
      return this.data.reason.trim() === '' ? '说一句为什么推荐他，比如“热心”。' : ''
    },
    async send() {
      if (this.data.busy) return
      const problem = this.missing()
      if (problem !== '') {
        this.setData({ problem })
        return
      }
      const { villageId } = this.data
      const content = { name: this.data.name.trim(), villageId, reason: this.data.reason.trim() }
      this.setData({ busy: true })
      try {
        const id = await recommend(content, intentions(this).key(content))
        intentions(this).done(content)
        this.setData({ made: { id, name: content.name }, name: '', villageId: '', reason: '' })
        toTop()
      } catch (error) {
        this.setData({ failure: explain(error).text })
      }
      this.setData({ busy: false })
      await live(this).refresh()
    },
    another() {
      this.setData({ made: null })
    },
    closeFailure() {
      this.setData({ failure: '' })
    },
  },
})
