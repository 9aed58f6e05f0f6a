import type { PaperDto, ProgressDto } from '../../../../cloudfunctions/training/dto'
import { explain } from '../../../api/client'
import { FRAME_START } from '../../../api/livePage'
import { answersOf, paperCache } from '../../../api/paperSession'
import { beginPaper, getPaper, getProgress, handInPaper } from '../../../api/training'
import { replacePage, toTop } from '../../../api/ui'
import { act, acting } from '../../../behaviors/acting'
import type { AnswerQueue, Choices } from '../../../lib/answerQueue'
import {
  chosenAfter,
  endWords,
  gridOf,
  handInWords,
  questionView,
  resultView,
  savingWords,
  startView,
  type GridCell,
  type QuestionView,
  type ResultView,
  type StartView,
} from '../../../lib/examView'
import { newRequestKey } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'

const COLLECT_EVERY = 3000

interface Kept {
  paper: PaperDto | null
  answers: Choices
  queue: AnswerQueue | null
  progress: ProgressDto | null
  collecting: ReturnType<typeof setTimeout> | null
  /** Handing in grades at once, and twice changes nothing. */
  handInKey: string
  onNetwork: ((state: { isConnected?: boolean; errMsg?: string }) => void) | null
}

const kept = perInstance((): Kept => ({
  paper: null,
  answers: {},
  queue: null,
  progress: null,
  collecting: null,
  handInKey: newRequestKey(),
  onNetwork: null,
}))

const START: { stage: 'start' | 'writing' | 'collecting' | 'result' } = { stage: 'start' }

Component({
  behaviors: [acting],
  data: {
    frame: { ...FRAME_START },
    ...START,
    start: null as StartView | null,
    canSeeResult: false,
    question: null as QuestionView | null,
    at: 0,
    last: false,
    cells: [] as GridCell[],
    answered: 0,
    endsAt: 0,
    skew: 0,
    ends: '',
    saving: '',
    starting: false,
    showGrid: false,
    warning: false,
    handing: false,
    handInWords: '',
    result: null as ResultView | null,
    busy: false,
  },
  lifetimes: {
    attached() {
      const own = kept(this)
      own.onNetwork = ({ isConnected }) => {
        if (isConnected) void own.queue?.flush()
      }
      wx.onNetworkStatusChange(own.onNetwork)
      void this.load()
    },
    detached() {
      const own = kept(this)
      if (own.onNetwork) wx.offNetworkStatusChange(own.onNetwork)
      own.queue?.stop()
      if (own.collecting !== null) clearTimeout(own.collecting)
    },
  },
  pageLifetimes: {
    show() {
      // Back from the background: send what is left, and see whether the paper was handed in elsewhere.
      if (this.data.stage === 'writing') void this.resync()
    },
  },
  methods: {
    reload() {
      void this.load()
    },
    async load() {
      this.setData({ frame: { ...FRAME_START } })
      try {
        const progress = await getProgress()
        kept(this).progress = progress
        const { paper, theory, sitting } = progress.exam
        const again = theory === 'open' && sitting !== null
        if (paper && (paper.state === 'open' || !again)) this.take(await getPaper(paper.id))
        else this.showStart(progress)
      } catch (error) {
        this.loadKept(error)
      }
    },
    /** Without network one goes on with the paper on the phone. */
    loadKept(error: unknown) {
      const { offline, text, refused } = explain(error)
      const stored = refused ? null : paperCache.load()
      if (stored && stored.value.state === 'open' && stored.value.endsAt > Date.now()) {
        this.take(stored.value, stored.at)
      } else {
        this.setData({
          frame: { ...FRAME_START, phase: refused ? 'refused' : 'error', offline, problem: text },
        })
      }
    },
    showStart(progress: ProgressDto) {
      this.setData({
        frame: { ...FRAME_START, phase: 'ready' },
        stage: 'start',
        start: startView(progress),
        canSeeResult: progress.exam.paper?.state === 'graded',
      })
    },
    askBegin() {
      this.setData({ starting: true })
    },
    notYet() {
      this.setData({ starting: false })
    },
    async begin() {
      const outcome = await act(this, ['begin', kept(this).progress?.exam.paper?.id ?? ''], beginPaper)
      this.setData({ starting: false })
      if (outcome.done) this.take(outcome.value)
    },
    async seeResult() {
      const id = kept(this).progress?.exam.paper?.id
      if (id === undefined) return
      const outcome = await act(this, ['result', id], () => getPaper(id))
      if (outcome.done) this.take(outcome.value)
    },
    /** Shows a paper as the cloud has it, with the answers that are still on their way. */
    take(paper: PaperDto, at = Date.now()) {
      paperCache.save(paper, at)
      const own = kept(this)
      own.paper = paper
      if (paper.state === 'graded') {
        void this.showResult(paper)
        return
      }
      own.queue ??= answersOf(paper.id, {
        closed: () => void this.collect(),
        status: (state) => this.setData({ saving: savingWords(state) }),
      })
      own.answers = { ...paper.answers, ...own.queue.waiting }
      this.setData({
        frame: { ...FRAME_START, phase: 'ready' },
        stage: 'writing',
        endsAt: paper.endsAt,
        skew: paper.now - at,
        ends: endWords(paper.endsAt),
      })
      this.draw(this.data.question === null ? this.firstOpen(paper) : this.data.at)
      void own.queue.flush()
    },
    /** Where to go on: the first question without an answer. */
    firstOpen(paper: PaperDto): number {
      const { answers } = kept(this)
      return Math.max(
        0,
        paper.questions.findIndex(({ id }) => (answers[id] ?? []).length === 0),
      )
    },
    draw(at: number) {
      const { paper, answers } = kept(this)
      if (!paper) return
      const cells = gridOf(paper.questions, answers, at)
      this.setData({
        at,
        last: at === paper.questions.length - 1,
        question: questionView(paper.questions, at, answers),
        cells,
        answered: cells.filter((cell) => cell.answered).length,
      })
    },
    choose(event: WechatMiniprogram.CustomEvent<{ index: number }>) {
      const own = kept(this)
      const question = own.paper?.questions[this.data.at]
      if (!question || this.data.stage !== 'writing') return
      const choice = chosenAfter(question.kind, own.answers[question.id] ?? [], event.detail.index)
      own.answers = { ...own.answers, [question.id]: choice }
      own.queue?.put(question.id, choice)
      this.draw(this.data.at)
    },
    back() {
      this.draw(Math.max(0, this.data.at - 1))
      toTop()
    },
    next() {
      if (this.data.last) this.askHandIn()
      else {
        this.draw(this.data.at + 1)
        toTop()
      }
    },
    openGrid() {
      this.setData({ showGrid: true })
    },
    closeGrid() {
      this.setData({ showGrid: false })
    },
    go(event: WechatMiniprogram.CustomEvent<{ index: number }>) {
      this.setData({ showGrid: false })
      this.draw(event.detail.index)
      toTop()
    },
    gridCancelled(event: WechatMiniprogram.CustomEvent<{ outside: boolean }>) {
      this.setData({ showGrid: false })
      if (!event.detail.outside) this.askHandIn()
    },
    warn() {
      this.setData({ warning: true })
    },
    closeWarning() {
      this.setData({ warning: false })
    },
    askHandIn() {
      this.setData({ handing: true, handInWords: handInWords(this.data.cells) })
    },
    keepWriting() {
      this.setData({ handing: false })
    },
    async handIn() {
      const { paper, queue } = kept(this)
      if (!paper || !queue || this.data.busy) return
      this.setData({ busy: true })
      const sent = await queue.flush()
      this.setData({ busy: false })
      if (this.data.stage !== 'writing') return
      if (!sent) {
        this.setData({ handing: false, problem: '没有连上网，答案还在手机上。换个信号好的地方，再点交卷。' })
        return
      }
      const outcome = await act(this, ['handIn', paper.id], (key) => handInPaper(paper.id, key))
      this.setData({ handing: false })
      if (outcome.done) this.take(outcome.value)
      else if (outcome.code === 'PAPER_CLOSED' || outcome.code === 'TIME_UP') {
        this.closeProblem()
        void this.collect()
      }
    },
    closeProblem() {
      this.setData({ problem: '' })
    },
    /** The time is over: the last answers go off, then the cloud's word is waited for. */
    async timeOver() {
      if (this.data.stage !== 'writing') return
      await kept(this).queue?.flush()
      void this.collect()
    },
    async collect() {
      const own = kept(this)
      if (!own.paper || this.data.stage === 'result') return
      this.setData({ stage: 'collecting', handing: false, showGrid: false, warning: false, starting: false })
      own.queue?.stop()
      try {
        const paper = await handInPaper(own.paper.id, own.handInKey)
        if (paper.state === 'graded') {
          this.take(paper)
          return
        }
      } catch {
        // No network, or the cloud is busy: asked again below.
      }
      own.collecting = setTimeout(() => void this.collect(), COLLECT_EVERY)
    },
    async resync() {
      const { paper, queue } = kept(this)
      if (!paper || !queue) return
      await queue.flush()
      try {
        const now = await getPaper(paper.id)
        if (this.data.stage === 'writing') this.take(now)
      } catch {
        // What is on the phone goes on; the queue tries again by itself.
      }
    },
    async showResult(paper: PaperDto) {
      const own = kept(this)
      own.queue?.stop()
      const progress = await getProgress().catch(() => own.progress)
      this.setData({
        frame: { ...FRAME_START, phase: 'ready' },
        stage: 'result',
        question: null,
        result: resultView(paper, progress?.as ?? 'none'),
      })
      toTop()
    },
    openTraining() {
      replacePage('/packages/recruit/training/index')
    },
    openMine() {
      replacePage('/packages/recruit/mine/index')
    },
  },
})
