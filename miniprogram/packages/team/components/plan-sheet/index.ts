import type { PlanningDto } from '../../../../../cloudfunctions/training/dto'
import { planOf, type PlanDraft } from '../../../../lib/sessionView'
import { addDays, dayOf } from '../../../../lib/time'
import { SESSION_KIND } from '../../../../lib/teamLabels'

type Field = Exclude<keyof PlanDraft, 'courseId' | 'trainerId'>

const NO_PLANNING: PlanningDto = { courses: [], trainers: [] }

const EMPTY: PlanDraft = {
  courseId: '',
  trainerId: '',
  day: '',
  start: '14:00',
  end: '16:00',
  place: '',
  capacity: '30',
}

/** Asks for a new session (S-23). Events: `confirm` with `{plan}`, `cancel`. */
Component({
  properties: {
    visible: Boolean,
    planning: { type: Object, value: NO_PLANNING },
    busy: Boolean,
  },
  data: {
    draft: EMPTY,
    today: '',
    courseNames: [] as string[],
    courseAt: -1,
    trainerNames: [] as string[],
    trainerAt: 0,
    missing: '',
  },
  observers: {
    planning({ courses, trainers }: PlanningDto) {
      this.setData({
        courseNames: courses.map(({ title, kind, hours }) =>
          hours > 0 ? `${title}（${SESSION_KIND[kind]} ${hours} 课时）` : title,
        ),
        trainerNames: trainers.map(({ name }) => name),
        trainerAt: 0,
      })
    },
    visible(visible: boolean) {
      const today = dayOf(Date.now())
      if (visible)
        this.setData({ draft: { ...EMPTY, day: addDays(today, 1) }, today, courseAt: -1, missing: '' })
    },
  },
  methods: {
    pickCourse(event: WechatMiniprogram.PickerChange) {
      this.setData({ courseAt: Number(event.detail.value) })
    },
    pickTrainer(event: WechatMiniprogram.PickerChange) {
      this.setData({ trainerAt: Number(event.detail.value) })
    },
    change(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const { field } = event.currentTarget.dataset as { field: Field }
      this.setData({ draft: { ...this.data.draft, [field]: event.detail.value }, missing: '' })
    },
    submit() {
      const { planning, courseAt, trainerAt, draft } = this.data
      const courseId = planning.courses[courseAt]?.id ?? ''
      const trainerId = planning.trainers[trainerAt]?.id ?? ''
      const made = planOf({ ...draft, courseId, trainerId }, Date.now())
      if ('problem' in made) this.setData({ missing: made.problem })
      else this.triggerEvent('confirm', { plan: made.plan })
    },
    leave() {
      this.triggerEvent('cancel')
    },
  },
})
