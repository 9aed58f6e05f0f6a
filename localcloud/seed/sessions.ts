import { personId } from '../../cloudfunctions/shared/ids'
import type { Person } from '../../cloudfunctions/shared/people'
import { addDays, dayOf, instantOf } from '../../cloudfunctions/shared/time'
import type { Township } from '../../cloudfunctions/shared/township'
import type { Participant, Session } from '../../cloudfunctions/training/record'

interface Plan {
  courseId: string
  /** Days from today. */
  day: number
  start: string
  end: string
  place: string
  /** Openids of those signed up. */
  people?: readonly string[]
}

const HALL = '乡综治中心二楼会议室'
const YARD = '乡政府院子'

const PLANS: readonly Plan[] = [
  {
    courseId: 'fire-safety',
    day: 1,
    start: '09:00',
    end: '11:30',
    place: HALL,
    people: ['demo-applicant-05'],
  },
  { courseId: 'extinguishing', day: 1, start: '14:00', end: '16:30', place: YARD },
  { courseId: 'resuscitation', day: 2, start: '09:00', end: '12:00', place: HALL },
  { courseId: 'role-limits', day: 2, start: '14:00', end: '16:30', place: HALL },
  { courseId: 'mediation', day: 3, start: '09:00', end: '12:00', place: HALL },
  { courseId: 'patrol', day: 3, start: '14:00', end: '17:00', place: YARD },
  {
    courseId: 'theory-exam',
    day: 0,
    start: '18:30',
    end: '21:00',
    place: HALL,
    people: ['demo-applicant-06', 'demo-applicant-07'],
  },
  {
    courseId: 'practice-exam',
    day: 0,
    start: '18:30',
    end: '21:00',
    place: YARD,
    people: ['demo-applicant-06'],
  },
  { courseId: 'theory-exam', day: 4, start: '09:00', end: '11:00', place: HALL },
  { courseId: 'practice-exam', day: 4, start: '14:00', end: '16:00', place: YARD },
  { courseId: 'police', day: 5, start: '19:00', end: '21:00', place: '石室派出所' },
  { courseId: 'drill', day: 6, start: '15:00', end: '17:00', place: '灵鹫山景区入口' },
  { courseId: 'topical', day: 8, start: '19:00', end: '21:00', place: HALL },
]

/** The trainings and exams of the coming days, some of them with people signed up (S-23, S-24). */
export function demoSessions(township: Township, people: readonly Person[], now: number): Session[] {
  const trainer = people.find(({ openid }) => openid === 'demo-trainer')
  return PLANS.flatMap((plan, at): Session[] => {
    const course = township.training.courses.find(({ id }) => id === plan.courseId)
    if (!course || !trainer) return []
    const day = addDays(dayOf(now), plan.day)
    return [
      {
        _id: `session_demo_${plan.courseId}_${at}`,
        revision: 1,
        course,
        startAt: instantOf(day, plan.start),
        endAt: instantOf(day, plan.end),
        place: plan.place,
        trainerId: trainer._id,
        trainerName: trainer.name,
        capacity: 40,
        state: 'open',
        people: (plan.people ?? []).map((openid) => participant(openid, people, now)),
      },
    ]
  })
}

function participant(openid: string, people: readonly Person[], now: number): Participant {
  const id = personId(openid)
  const person = people.find(({ _id }) => _id === id)
  return {
    personId: id,
    name: person?.name ?? '',
    villageId: person?.villageId ?? null,
    signedUpAt: now - 24 * 3_600_000,
    attendedAt: null,
    by: null,
  }
}
