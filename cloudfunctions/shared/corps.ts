import * as z from 'zod'
import { Days, Key, Name } from './fields'
import { SESSION_KINDS, TOPICS } from './values'

/** The settings of the volunteer corps: how one gets in, is trained and stays in (S-10 … S-27). */

const Percent = z.number().int().min(0).max(100)

/** S-10, S-11, S-20 … S-22. */
export const RecruitmentSettings = z.strictObject({
  /** Whether applications are taken at all. */
  open: z.boolean(),
  minAge: z.number().int().min(14).max(60),
  /** Last full year of age at which one may still apply: 55 means "until the day before the 56th birthday". */
  maxAge: z.number().int().min(18).max(99).nullable(),
  teamMin: z.number().int().min(1),
  teamMax: z.number().int().min(1),
  /** Shares of a team, in percent. */
  targets: z.strictObject({ party: Percent, young: Percent, women: Percent }),
  /** Ages that count as young, both included. */
  young: z.strictObject({ from: z.number().int(), to: z.number().int() }),
  /** How long someone eliminated waits before applying again. */
  eliminatedPause: Days,
  /** How long a recommendation can be taken up. */
  recommendationLife: Days,
  /** How long the personal data of an application without success is kept. */
  closedLife: Days,
})

/** S-23: courses and what of them certification needs. Hours are class hours. */
export const TrainingSettings = z.strictObject({
  theoryHours: z.number().int().min(0),
  practiceHours: z.number().int().min(0),
  courses: z.array(
    z.strictObject({
      id: Key,
      title: Name,
      kind: z.enum(SESSION_KINDS),
      hours: z.number().int().min(0).max(40),
    }),
  ),
  /** After certification: how many of each kind a year. */
  yearly: z.strictObject({
    topical: z.number().int().min(0),
    police: z.number().int().min(0),
    drill: z.number().int().min(0),
  }),
})

/** S-24. */
export const ExamSettings = z.strictObject({
  minutes: z.number().int().min(5).max(300),
  /** Least score out of 100. */
  pass: z.number().int().min(1).max(100),
  /** How many questions of each topic a paper holds; each question counts the same. */
  questions: z.record(z.enum(TOPICS), z.number().int().min(0).max(60)),
})

/** S-14, S-22, S-26, S-27. */
export const MembershipSettings = z.strictObject({
  /** Before the year and number on a certificate. */
  certificatePrefix: z.string().min(1).max(10),
  certificateYears: z.number().int().min(1).max(20),
  /** How many days before the insurance ends its holder and the office are told. */
  insuranceReminders: z.array(Days).min(1),
  marks: z.array(Name).min(1),
})
