import type { ExamineeDto, ScenarioDto } from '../../../../cloudfunctions/training/dto'
import { livePage } from '../../../api/livePage'
import { judgePractice, practiceExam } from '../../../api/training'
import { toTop } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import { showsLive } from '../../../behaviors/live'
import { perInstance } from '../../../lib/perInstance'
import {
  examineeView,
  judgementWords,
  metAfter,
  metFrom,
  previewOf,
  scenarioView,
  type ExamineeView,
  type Met,
  type PreviewLine,
  type ScenarioView,
} from '../../../lib/practiceView'

interface Exam {
  scenarios: ScenarioDto[]
  examinees: ExamineeDto[]
}

interface Kept {
  exam: Exam
  examinee: ExamineeDto | null
  met: Met
}

const kept = perInstance((): Kept => ({
  exam: { scenarios: [], examinees: [] },
  examinee: null,
  met: {},
}))

const live = livePage<WechatMiniprogram.Component.TrivialInstance, Exam>({
  read: practiceExam,
  show(page, exam) {
    kept(page).exam = exam
    page.setData({ examinees: exam.examinees.map(examineeView) })
  },
})

function storeKey({ applicationId, attempt }: ExamineeDto): string {
  return `practice:${applicationId}:${attempt}`
}

Component({
  behaviors: [showsLive(live), acting],
  data: {
    examinees: [] as ExamineeView[],
    /** Who is being examined; empty while choosing. */
    name: '',
    at: 0,
    count: 0,
    scenario: null as ScenarioView | null,
    preview: null as PreviewLine[] | null,
    note: '',
    confirming: false,
    outcomeTitle: '',
    outcome: '',
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
      const own = kept(this)
      const { id } = event.currentTarget.dataset
      const examinee = own.exam.examinees.find(({ applicationId }) => applicationId === id)
      if (!examinee) return
      own.examinee = examinee
      // What was ticked before the phone rang.
      own.met = metFrom(wx.getStorageSync(storeKey(examinee)))
      this.setData({ name: examinee.name, count: own.exam.scenarios.length, preview: null, note: '' })
      this.draw(0)
      toTop()
    },
    draw(at: number) {
      const { exam, met } = kept(this)
      const scenario = exam.scenarios[at]
      if (scenario) this.setData({ at, scenario: scenarioView(scenario, met), preview: null })
    },
    toggle(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
      const own = kept(this)
      const { scenario, at } = this.data
      if (!scenario || !own.examinee) return
      own.met = metAfter(own.met, scenario.id, event.detail.id)
      wx.setStorage({ key: storeKey(own.examinee), data: own.met, fail: () => undefined })
      this.draw(at)
    },
    back() {
      const { preview, at, count } = this.data
      if (preview) this.draw(count - 1)
      else if (at > 0) this.draw(at - 1)
      else this.setData({ name: '', scenario: null })
      toTop()
    },
    next() {
      const { exam, met } = kept(this)
      const { at, count } = this.data
      if (at + 1 < count) this.draw(at + 1)
      else this.setData({ preview: previewOf(exam.scenarios, met), scenario: null })
      toTop()
    },
    typeNote(event: WechatMiniprogram.Input) {
      this.setData({ note: event.detail.value })
    },
    ask() {
      this.setData({ confirming: true })
    },
    notYet() {
      this.setData({ confirming: false })
    },
    async judge() {
      const { exam, met, examinee } = kept(this)
      if (!examinee) return
      const { applicationId, attempt } = examinee
      const results = exam.scenarios.map(({ id }) => ({ scenarioId: id, met: met[id] ?? [] }))
      const judging = { applicationId, attempt, results, note: this.data.note }
      const outcome = await act(this, judging, (key) => judgePractice(judging, key))
      this.setData({ confirming: false })
      if (outcome.done) {
        const { title, text } = judgementWords(outcome.value)
        this.setData({ outcomeTitle: `${examinee.name}${title}`, outcome: text, name: '', preview: null })
        wx.removeStorage({ key: storeKey(examinee), fail: () => undefined })
      }
      await live(this).refresh()
    },
    closeOutcome() {
      this.setData({ outcome: '' })
    },
  },
})
