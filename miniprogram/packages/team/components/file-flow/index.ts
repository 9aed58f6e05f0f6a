import type { FileDto } from '../../../../../cloudfunctions/membership/dto'
import {
  decideExit,
  insureMembers,
  issueMarks,
  proposeExit,
  reinstateMember,
  renewCertificate,
  returnMarks,
  suspendMember,
  type Insurance,
} from '../../../../api/team'
import { leaveVolunteers } from '../../../../api/membership'
import { say } from '../../../../api/ui'
import { act, acting } from '../../../../behaviors/acting'
import { NO_FILE_ASK, type FileAsk } from '../../../../lib/fileAsk'
import {
  DECIDE_REASONS,
  EXIT_KIND,
  EXIT_REASONS,
  LEAVE_REASONS,
  MARKS,
  REINSTATE_REASONS,
  SUSPEND_REASONS,
} from '../../../../lib/teamLabels'

type ReasonEvent = WechatMiniprogram.CustomEvent<{ reason: string }>
type ExitKind = 'absence' | 'discipline'

const NO_STEP: { step: FileAsk['move']; kind: ExitKind | '' } = { step: 'none', kind: '' }

/**
 * Does something with a member's file: asks first, with a reason where one is needed. Events: `done` with the file as
 * it is now, or null where it has to be read again; `leave`.
 */
Component({
  behaviors: [acting],
  properties: {
    ask: { type: Object, value: NO_FILE_ASK },
  },
  data: {
    ...NO_STEP,
    name: '',
    marks: [] as { item: string; chosen: boolean }[],
    marksChosen: 0,
    kinds: (Object.keys(EXIT_KIND) as ExitKind[]).map((kind) => ({ kind, words: EXIT_KIND[kind] })),
    suspendReasons: SUSPEND_REASONS,
    reinstateReasons: REINSTATE_REASONS,
    exitReasons: EXIT_REASONS,
    decideReasons: DECIDE_REASONS,
    leaveReasons: LEAVE_REASONS,
  },
  observers: {
    ask(ask: FileAsk) {
      const items = ask.move === 'returnMarks' ? ask.out : MARKS.filter((item) => !ask.out.includes(item))
      this.setData({
        step: ask.move,
        name: ask.name,
        kind: '',
        marks: items.map((item) => ({ item, chosen: true })),
        marksChosen: items.length,
      })
    },
  },
  methods: {
    suspend({ detail: { reason } }: ReasonEvent) {
      void this.perform('已暂停', reason, (id, key) => suspendMember(id, reason, key))
    },
    reinstate({ detail: { reason } }: ReasonEvent) {
      void this.perform('已恢复', reason, (id, key) => reinstateMember(id, reason, key))
    },
    pickKind(event: WechatMiniprogram.TouchEvent<object, object, { kind: ExitKind }>) {
      this.setData({ kind: event.currentTarget.dataset.kind })
    },
    propose({ detail: { reason } }: ReasonEvent) {
      const { kind } = this.data
      if (kind === '') return
      void this.perform('交给乡里了', [kind, reason], (id, key) => proposeExit(id, kind, reason, key))
    },
    decide({ detail: { reason } }: ReasonEvent) {
      const approve = this.data.step === 'approveExit'
      void this.perform('已决定', reason, (id, key) => decideExit(id, approve, reason, key))
    },
    renew() {
      void this.perform('换好了', '', (id, key) => renewCertificate(id, key))
    },
    pickMark(event: WechatMiniprogram.TouchEvent<object, object, { item: string }>) {
      const { item } = event.currentTarget.dataset
      const marks = this.data.marks.map((each) =>
        each.item === item ? { item, chosen: !each.chosen } : each,
      )
      this.setData({ marks, marksChosen: marks.filter(({ chosen }) => chosen).length })
    },
    handMarks() {
      const items = this.data.marks.filter(({ chosen }) => chosen).map(({ item }) => item)
      const issuing = this.data.step === 'issueMarks'
      void this.perform(issuing ? '已登记发放' : '已登记收回', items, (id, key) =>
        issuing ? issueMarks(id, items, key) : returnMarks(id, items, key),
      )
    },
    insure({ detail: insurance }: WechatMiniprogram.CustomEvent<Insurance>) {
      void this.perform('登记好了', insurance, async (id, key) => {
        await insureMembers([id], insurance, key)
        return null
      })
    },
    leaveTeam({ detail: { reason } }: ReasonEvent) {
      void this.perform('已退出', reason, async (_id, key) => {
        await leaveVolunteers(reason, key)
        return null
      })
    },
    async perform(
      words: string,
      content: unknown,
      run: (personId: string, key: string) => Promise<FileDto | null>,
    ) {
      const { step, ask } = this.data
      if (step === 'none') return
      const outcome = await act(this, [step, ask.personId, content], (key) => run(ask.personId, key))
      if (!outcome.done) return
      this.setData({ step: 'none' })
      say(words)
      this.triggerEvent('done', { file: outcome.value })
    },
    leave() {
      if (this.data.step === 'none') return
      this.setData({ step: 'none' })
      this.triggerEvent('leave')
    },
  },
})
