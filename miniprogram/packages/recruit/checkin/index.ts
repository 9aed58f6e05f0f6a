import { explain } from '../../../api/client'
import { FRAME_START } from '../../../api/livePage'
import { scanLink } from '../../../api/scan'
import { checkIn } from '../../../api/training'
import { openPage, replacePage } from '../../../api/ui'
import { Intentions } from '../../../lib/keys'
import { perInstance } from '../../../lib/perInstance'
import { attendanceLink, sessionCard, type AttendanceLink } from '../../../lib/trainingView'

const NOT_OURS = '这不是培训的签到码。请对准教官手机上的码，再扫一次。'

const kept = perInstance(() => ({ intentions: new Intentions(), link: null as AttendanceLink | null }))

Component({
  data: {
    frame: { ...FRAME_START },
    /** Checked in. */
    done: false,
    refusal: '',
    title: '',
    when: '',
    place: '',
    hours: '',
    isExam: false,
  },
  methods: {
    onLoad(query: { q?: string; s?: string; c?: string }) {
      this.take(attendanceLink(query))
    },
    take(link: AttendanceLink | null) {
      kept(this).link = link
      if (link) void this.send()
      else this.setData({ frame: { ...FRAME_START, phase: 'ready' }, done: false, refusal: NOT_OURS })
    },
    retry() {
      void this.send()
    },
    async send() {
      const { link, intentions } = kept(this)
      if (!link) return
      this.setData({ frame: { ...FRAME_START } })
      try {
        const session = await checkIn(link.sessionId, link.code, intentions.key(link))
        intentions.done(link)
        const { title, kind, day, time, place } = sessionCard(session, Date.now())
        this.setData({
          frame: { ...FRAME_START, phase: 'ready' },
          done: true,
          refusal: '',
          title,
          when: `${day} ${time}`,
          place,
          hours: kind === title ? '' : kind,
          isExam: session.course.kind === 'theoryExam',
        })
      } catch (error) {
        const { offline, text, refused } = explain(error)
        if (refused) {
          this.setData({ frame: { ...FRAME_START, phase: 'ready' }, done: false, refusal: text })
        } else {
          this.setData({ frame: { ...FRAME_START, phase: 'error', offline, problem: text } })
        }
      }
    },
    async scan() {
      const link = await scanLink()
      if (link !== null) this.take(attendanceLink({ q: link }))
    },
    openExam() {
      replacePage('/packages/recruit/exam/index')
    },
    openTraining() {
      openPage('/packages/recruit/training/index')
    },
  },
})
