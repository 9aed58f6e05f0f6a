import type { Named } from '../../../../cloudfunctions/shared/values'
import { bindPhone } from '../../../api/account'
import { CallError, explain } from '../../../api/client'
import { choosePhotos, uploadPhoto } from '../../../api/photos'
import { applyToJoin, checkId, consentToRecruitment, declineRecommendation } from '../../../api/recruitment'
import { askConsent } from '../../../api/subscribe'
import { openTab, replacePage, say, toEnd, toTop } from '../../../api/ui'
import { showsLive } from '../../../behaviors/live'
import {
  APPLY_STEPS,
  applyingOf,
  EMPTY_DRAFT,
  firstMissing,
  isFinal,
  missingOn,
  stepAfter,
  stepOfRefusal,
  type ApplyDraft,
  type ApplyStep,
} from '../../../lib/applyDraft'
import type { SummaryPart } from '../../../lib/applySummary'
import { HEALTH_CHOICES, PRIORITY_CHOICES, RECORD_CHOICES, SKILL_CHOICES } from '../../../lib/recruitLabels'
import { idWordsOf, relativesIn } from '../../../lib/recruitView'
import { beginning, DRAFT, draw, FORM, kept, live } from './loading'

type FieldEvent<Detail extends object> = WechatMiniprogram.CustomEvent<
  Detail,
  object,
  { field: keyof ApplyDraft }
>
type KindEvent = WechatMiniprogram.TouchEvent<object, object, { kind: 'clear' | 'decline' }>

Component({
  behaviors: [showsLive(live)],
  data: {
    ...FORM,
    begun: false,
    closedWords: '',
    recommendation: null as { byName: string; reason: string } | null,
    draft: EMPTY_DRAFT,
    number: 1,
    total: APPLY_STEPS.length,
    title: '',
    phoneMasked: '',
    villages: [] as Named[],
    relatives: [] as { value: string; words: string }[],
    summary: [] as SummaryPart[],
    groupChoices: PRIORITY_CHOICES,
    skillChoices: SKILL_CHOICES,
    healthChoices: HEALTH_CHOICES,
    recordChoices: RECORD_CHOICES,
    preview: '',
    uploading: false,
    photoFailed: false,
    problem: '',
    failure: '',
    idAsk: '',
    asking: '',
    asked: false,
    busy: false,
  },
  methods: {
    onLoad({ rec = '' }: { rec?: string }) {
      kept(this).from = rec
    },
    /** Takes a change and keeps it on the phone at once: the phone may ring at any moment. */
    put(change: Partial<ApplyDraft>) {
      const draft = { ...this.data.draft, ...change }
      draw(this, draft)
      this.setData({ problem: '' })
      wx.setStorage({ key: DRAFT, data: draft, fail: () => undefined })
    },
    go(step: ApplyStep) {
      this.put({ step })
      toTop()
    },
    type(event: FieldEvent<{ value: string }>) {
      const { field } = event.currentTarget.dataset
      this.put({ [field]: event.detail.value, ...(field === 'idNumber' ? { idWords: '' } : {}) })
    },
    choose(event: FieldEvent<{ value: string }>) {
      this.put({ [event.currentTarget.dataset.field]: event.detail.value })
    },
    toggle(event: FieldEvent<{ values: string[] }>) {
      this.put({ [event.currentTarget.dataset.field]: event.detail.values })
    },
    agree() {
      this.put({ agreed: !this.data.draft.agreed })
    },
    pickVillage(event: WechatMiniprogram.TouchEvent<object, object, { id: string }>) {
      const { id } = event.currentTarget.dataset
      const deciding = relativesIn(kept(this).loaded?.way.reviewers ?? [], id).map(({ value }) => value)
      const relatives = this.data.draft.relatives.filter((each) => deciding.includes(each))
      this.put({ villageId: id, relatives })
    },
    async takePhone(event: WechatMiniprogram.CustomEvent<{ code?: string }>) {
      const { code } = event.detail
      if (code === undefined) return
      try {
        const phoneMasked = await bindPhone(code)
        this.setData({ phoneMasked })
        this.put({ phone: '' })
        void live(this).refresh()
      } catch {
        this.setData({ problem: '没有取到微信的号码，自己写一个也行。' })
      }
    },
    async takePhoto() {
      if (this.data.uploading) return
      const [path] = await choosePhotos(1)
      if (path === undefined) return
      this.setData({ uploading: true, photoFailed: false, problem: '' })
      try {
        const photo = await uploadPhoto(path)
        this.setData({ preview: path })
        this.put({ photo })
      } catch {
        this.setData({ photoFailed: true })
      }
      this.setData({ uploading: false })
    },
    back() {
      this.go(stepAfter(this.data.draft.step, -1))
    },
    edit(event: WechatMiniprogram.CustomEvent<{ step: ApplyStep }>) {
      this.go(event.detail.step)
    },
    known() {
      return { hasPhone: this.data.phoneMasked !== '', photoFailed: this.data.photoFailed }
    },
    async next() {
      const { draft, busy, uploading } = this.data
      if (busy || uploading) return
      const problem = missingOn(draft.step, draft, this.known())
      if (problem !== '') {
        this.setData({ problem })
        // The box to tick stands below everything that is to be read.
        if (draft.step === 'consent') toEnd()
      } else if (draft.step === 'consent') await this.perform(() => this.consent())
      else if (draft.step === 'identity' && draft.idWords === '') await this.perform(() => this.check())
      else if (draft.step === 'review') this.review()
      else this.go(stepAfter(draft.step, 1))
    },
    /** Runs a call; a refusal is shown at the screen it belongs to. */
    async perform(run: () => Promise<void>) {
      this.setData({ busy: true, problem: '' })
      try {
        await run()
      } catch (error) {
        this.refused(error)
      }
      this.setData({ busy: false, asking: '' })
    },
    refused(error: unknown) {
      const { text } = explain(error)
      const code = error instanceof CallError ? error.code : ''
      const step = stepOfRefusal(code)
      if (code === 'RECOMMENDATION_GONE') this.put({ recommendationId: '' })
      if (step !== null && step !== this.data.draft.step) this.go(step)
      if (step === null) this.setData({ failure: text })
      else this.setData({ problem: text })
      if (isFinal(code) || step === 'consent') void live(this).refresh()
    },
    async consent() {
      const { intentions, loaded } = kept(this)
      if (!loaded) return
      const { consentVersion, consented } = loaded.way
      if (!consented) {
        await consentToRecruitment(consentVersion, intentions.key(['consent', consentVersion]))
        kept(this).loaded = { ...loaded, way: { ...loaded.way, consented: true } }
      }
      this.go('identity')
    },
    async check() {
      this.setData({ idAsk: idWordsOf(await checkId(this.data.draft.idNumber)) })
    },
    confirmId() {
      this.put({ idWords: this.data.idAsk })
      this.setData({ idAsk: '' })
      this.go('contact')
    },
    closeId() {
      this.setData({ idAsk: '' })
    },
    review() {
      const { draft } = this.data
      const step = draft.idWords === '' ? 'identity' : firstMissing(draft, this.known())
      if (step === null) {
        this.setData({ asking: 'send' })
        return
      }
      this.go(step)
      this.setData({ problem: missingOn(step, draft, this.known()) || '再核对一下身份证号。' })
    },
    async send() {
      if (this.data.busy) return
      const applying = applyingOf(this.data.draft)
      const { intentions } = kept(this)
      await this.perform(async () => {
        await applyToJoin(applying, intentions.key(applying))
        intentions.done(applying)
        wx.removeStorage({ key: DRAFT, fail: () => undefined })
        this.setData({ stage: 'sent', draft: EMPTY_DRAFT, preview: '' })
        toTop()
      })
    },
    ask(event: KindEvent) {
      this.setData({ asking: event.currentTarget.dataset.kind })
    },
    closeAsk() {
      if (!this.data.busy) this.setData({ asking: '' })
    },
    clear() {
      wx.removeStorageSync(DRAFT)
      this.setData({ asking: '', preview: '', photoFailed: false, problem: '' })
      const { loaded } = kept(this)
      if (loaded) draw(this, beginning(loaded))
      toTop()
    },
    async decline() {
      const { loaded, intentions } = kept(this)
      const id = loaded?.recommendation?.id
      if (id === undefined || this.data.busy) return
      await this.perform(async () => {
        await declineRecommendation(id, intentions.key(['decline', id]))
        wx.removeStorage({ key: DRAFT, fail: () => undefined })
        say('好的，不报了')
        openTab('/pages/home/index')
      })
    },
    closeFailure() {
      this.setData({ failure: '' })
    },
    remind() {
      const templates = kept(this).loaded?.me.township.templates
      this.setData({ asked: true })
      if (templates) void askConsent(templates, 'notice')
    },
    openMine() {
      replacePage('/packages/recruit/mine/index')
    },
  },
})
