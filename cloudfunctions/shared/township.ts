import * as z from 'zod'
import defaults from '../township.json'
import { collectionOf, DuplicateKeyError, type Db } from './db'
import { ExamSettings, MembershipSettings, RecruitmentSettings, TrainingSettings } from './corps'
import { Key, Name } from './fields'
import { log } from './log'
import { QUALIFICATIONS, type Instant, type Named, type Point } from './values'
import { nearest } from './geo'

const Coordinates = z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const Minutes = z.number().int().min(0).max(10_080)

/** Whom a step of the help ladders tells (S-45). */
export const TELL = ['onDuty', 'standby', 'wider', 'captain', 'office', 'leader'] as const
/** One audience of a help request (S-45). */
export type Tell = (typeof TELL)[number]

const Ladder = z
  .array(z.strictObject({ after: Minutes, tell: z.enum(TELL) }))
  .refine((steps) => steps.every((step, at) => at === 0 || step.after >= (steps[at - 1]?.after ?? 0)), {
    error: 'steps stand in order of time',
  })

/**
 * The fields of a township's settings; the shipped `township.json` holds 石室乡's figures (SCHEME, first paragraph).
 * Every field that is a time is in minutes unless its name says otherwise; distances are metres.
 */
const TownshipFields = z.strictObject({
  name: Name,
  /** S-10, S-12, S-13. */
  villages: z
    .array(
      z.strictObject({
        id: Key,
        name: Name,
        kind: z.enum(['scenic', 'farming', 'market', 'remote']),
        batch: z.number().int().min(1),
        centre: Coordinates,
      }),
    )
    .min(1),
  /** S-10: one per village. */
  teams: z.array(z.strictObject({ id: Key, name: Name, villageId: Key })),
  /** S-30, S-31: where patrols go. */
  areas: z.array(
    z.strictObject({
      id: Key,
      name: Name,
      villageId: Key,
      kind: z.enum(['key', 'hamlet']),
      scenic: z.boolean(),
      centre: Coordinates,
      radius: z.number().int().min(10).max(10_000),
      route: z.string().max(200),
      meet: z.string().max(100),
    }),
  ),
  /** S-30 … S-33: when patrols go. `days` are weekdays, 0 = Sunday; empty means daily. */
  shiftTemplates: z.array(
    z.strictObject({
      id: Key,
      areas: z.union([z.enum(['key', 'hamlet']), z.array(Key).min(1)]),
      start: TimeOfDay,
      end: TimeOfDay,
      days: z.array(z.number().int().min(0).max(6)),
      min: z.number().int().min(1),
      max: z.number().int().min(1),
      needs: z.array(
        z.strictObject({ qualification: z.enum(QUALIFICATIONS), count: z.number().int().min(1) }),
      ),
      openTo: z.enum(['village', 'township']),
    }),
  ),
  shifts: z.strictObject({
    /** S-35: how long before its start a shift can be released without the captain. */
    releaseBefore: Minutes,
  }),
  /** S-45. */
  help: z.strictObject({
    respond: Minutes,
    handle: Minutes,
    /** How old a reported position may be and still count. */
    positionFresh: Minutes,
    /** A point farther than this from every village centre is outside the township. */
    boundMetres: z.number().int().min(1000),
    /** Volunteers on duty within this distance are told first. */
    nearbyMetres: z.number().int().min(100),
    /** After this many seconds unseen, the requester is shown the captain's number. */
    unseenSeconds: z.number().int().min(1),
    /** While nobody has accepted: after so many minutes since creation, tell these people. */
    respondLadder: Ladder,
    /** While nobody has arrived, likewise. */
    arriveLadder: Ladder,
  }),
  recruitment: RecruitmentSettings,
  training: TrainingSettings,
  exam: ExamSettings,
  membership: MembershipSettings,
  office: z.strictObject({
    /** How long an invitation to a role can be accepted, in days. */
    invitationLife: z.number().int().min(1).max(90),
  }),
  /** What printed and shown QR codes begin with: a link registered for the township's own mini-program. */
  linkPrefix: z.url({ protocol: /^https$/ }).refine((link) => link.endsWith('/'), 'must end with a slash'),
  /** Number of the office, shown where a person is to ask. */
  officePhone: z.string().max(20),
  /** Subscribe-message templates of the township's own mini-program account. */
  templates: z.strictObject({ help: z.string(), shift: z.string(), notice: z.string() }),
})

/** What a township sets for itself: its fields, and that they fit each other. Issues name the field that does not. */
export const TownshipSchema = TownshipFields.superRefine((township, context) => {
  for (const { path, message } of contradictions(township))
    context.addIssue({ code: 'custom', path, message })
})

interface Contradiction {
  path: (string | number)[]
  message: string
}

function contradictions(township: z.output<typeof TownshipFields>): Contradiction[] {
  const { villages, teams, areas, shiftTemplates } = township
  const { courses } = township.training
  const lists = { villages, teams, areas, shiftTemplates, courses }
  const found: Contradiction[] = Object.entries(lists).flatMap(([list, entries]) =>
    entries.flatMap(({ id }, at) =>
      entries.findIndex((entry) => entry.id === id) < at
        ? [{ path: [list, at, 'id'], message: `${id} is there twice` }]
        : [],
    ),
  )
  const knownVillages = new Set(villages.map((village) => village.id))
  for (const [list, entries] of Object.entries({ teams, areas })) {
    for (const [at, { villageId }] of entries.entries()) {
      if (!knownVillages.has(villageId)) {
        found.push({ path: [list, at, 'villageId'], message: `there is no village ${villageId}` })
      }
    }
  }
  if (township.recruitment.teamMin > township.recruitment.teamMax)
    found.push({ path: ['recruitment', 'teamMin'], message: 'is above the maximum' })
  const { maxAge, minAge } = township.recruitment
  if (maxAge !== null && minAge > maxAge)
    found.push({ path: ['recruitment', 'minAge'], message: 'is above the highest age' })
  if (!Object.values(township.exam.questions).some((count) => count > 0))
    found.push({ path: ['exam', 'questions'], message: 'are none' })
  for (const kind of ['theory', 'practice'] as const) {
    const offered = courses.reduce((sum, course) => sum + (course.kind === kind ? course.hours : 0), 0)
    const needed = kind === 'theory' ? township.training.theoryHours : township.training.practiceHours
    // S-23: hours nobody can reach would keep everyone from the exam.
    if (offered < needed)
      found.push({ path: ['training', `${kind}Hours`], message: 'are more than the courses give' })
  }
  const knownAreas = new Set(areas.map((area) => area.id))
  for (const [at, template] of shiftTemplates.entries()) {
    const path = ['shiftTemplates', at]
    const strange = Array.isArray(template.areas)
      ? template.areas.find((id) => !knownAreas.has(id))
      : undefined
    if (strange !== undefined)
      found.push({ path: [...path, 'areas'], message: `there is no area ${strange}` })
    if (template.start === template.end)
      found.push({ path: [...path, 'end'], message: 'ends when it starts' })
    if (template.min > template.max) found.push({ path: [...path, 'min'], message: 'is above the maximum' })
    // S-32: seats are kept for each need apart, so all of them must fit in.
    const needed = template.needs.reduce((sum, need) => sum + need.count, 0)
    if (needed > template.max) found.push({ path: [...path, 'needs'], message: 'are more than the maximum' })
  }
  return found
}

/** A township's settings. */
export type Township = z.output<typeof TownshipSchema>

/** One area of the settings. */
export type Area = Township['areas'][number]

/** Settings in force, with the version that an edit must name to replace them. */
export interface SettingsRecord {
  _id: 'township'
  version: number
  value: Township
}

/** The collection of settings: one record. */
export const SETTINGS = collectionOf<SettingsRecord>('settings')

/** The settings shipped with the product, in force until a township saves its own. */
export const DEFAULT_TOWNSHIP: Township = TownshipSchema.parse(defaults)

const FRESH_MS = 30_000
let cached: { until: Instant; value: Township } | undefined

/** The settings in force; an instance may be up to 30 s behind an edit. */
export async function townshipSettings(db: Db, now: Instant): Promise<Township> {
  if (cached && now < cached.until && now >= cached.until - FRESH_MS) return cached.value
  const record = await db.of(SETTINGS).get('township')
  const value = record ? checked(record, cached?.value) : DEFAULT_TOWNSHIP
  cached = { until: now + FRESH_MS, value }
  return value
}

/** Settings that this release does not understand are not acted on: the last good ones stay in force. */
function checked(record: SettingsRecord, last: Township | undefined): Township {
  const parsed = TownshipSchema.safeParse(record.value)
  if (parsed.success) return parsed.data
  log({ level: 'error', event: 'settings', count: record.version, stack: parsed.error.message })
  return last ?? DEFAULT_TOWNSHIP
}

/**
 * Saves settings in place of a version.
 * @param version the version they were made from; 0 when none was saved yet
 * @returns the new version, or null when somebody else saved meanwhile
 */
export async function saveTownship(db: Db, value: Township, version: number): Promise<number | null> {
  const next = version + 1
  if (version > 0) {
    const saved = await db
      .of(SETTINGS)
      .updateAndReturn({ _id: 'township', version }, { version: next, value })
    return saved ? next : null
  }
  try {
    await db.of(SETTINGS).add({ _id: 'township', version: next, value })
    return next
  } catch (error) {
    if (error instanceof DuplicateKeyError) return null
    throw error
  }
}

/** A village as id and name; null when the settings no longer know it. */
export function villageOf(township: Township, id: string | null): Named | null {
  const village = township.villages.find((each) => each.id === id)
  return village ? { id: village.id, name: village.name } : null
}

/** A team as id and name; null when the settings no longer know it. */
export function teamOf(township: Township, id: string | null): Named | null {
  const team = township.teams.find((each) => each.id === id)
  return team ? { id: team.id, name: team.name } : null
}

/** The village whose centre is nearest to a point: the one that answers for it (S-03). */
export function villageAt(township: Township, point: Point): string | null {
  return nearest(point, township.villages, (village) => village.centre)?.id ?? null
}
