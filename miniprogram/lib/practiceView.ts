import type { ExamineeDto, JudgementDto, ScenarioDto } from '../../cloudfunctions/training/dto'

/** Criteria that were met, by scenario. */
export type Met = Record<string, string[]>

/** A candidate to choose. */
export interface ExamineeView {
  id: string
  name: string
  note: string
  present: boolean
  resit: boolean
}

/** A candidate who may be examined. */
export function examineeView({
  applicationId,
  name,
  village,
  present,
  resitUsed,
}: ExamineeDto): ExamineeView {
  return {
    id: applicationId,
    name,
    note: [village?.name ?? '', present ? '已到考场签到' : '还没签到'].filter(Boolean).join(' · '),
    present,
    resit: resitUsed,
  }
}

/** One scenario with what was seen of it. */
export interface ScenarioView {
  id: string
  title: string
  setting: string
  count: string
  criteria: { id: string; text: string; must: boolean; met: boolean }[]
}

/** A scenario of the rubric. */
export function scenarioView({ id, title, setting, criteria }: ScenarioDto, met: Met): ScenarioView {
  const seen = new Set(met[id] ?? [])
  return {
    id,
    title,
    setting,
    count: countText(criteria, seen),
    criteria: criteria.map((each) => ({ ...each, met: seen.has(each.id) })),
  }
}

function countText(criteria: ScenarioDto['criteria'], seen: ReadonlySet<string>): string {
  return `做到 ${criteria.filter(({ id }) => seen.has(id)).length}/${criteria.length} 项`
}

/** What is met after a tap on a criterion. */
export function metAfter(met: Met, scenarioId: string, criterionId: string): Met {
  const before = met[scenarioId] ?? []
  const without = before.filter((each) => each !== criterionId)
  return { ...met, [scenarioId]: without.length < before.length ? without : [...before, criterionId] }
}

/** A line before judging: what is missing shows before it counts. */
export interface PreviewLine {
  id: string
  title: string
  count: string
  /** What had to be done and was not. */
  missing: string[]
}

/** The rubric as it would be sent. */
export function previewOf(scenarios: readonly ScenarioDto[], met: Met): PreviewLine[] {
  return scenarios.map(({ id, title, criteria }) => {
    const seen = new Set(met[id] ?? [])
    return {
      id,
      title,
      count: countText(criteria, seen),
      missing: criteria.filter((each) => each.must && !seen.has(each.id)).map(({ text }) => text),
    }
  })
}

/** What a judgement came to, in words. */
export function judgementWords({ passed, missing, state }: JudgementDto): { title: string; text: string } {
  if (passed) {
    const next = state === 'certified' ? '两项都过了，队员证已经办好。' : '理论也考过，就能拿到队员证。'
    return { title: '考过了', text: next }
  }
  const next = state === 'resit' ? '还有一次补考。' : '这次报名结束了，过一阵可以再报名。'
  return { title: '没有考过', text: `没过的：${missing.join('、')}。\n${next}` }
}

/** Reads what was seen from storage; what has another shape is dropped. */
export function metFrom(stored: unknown): Met {
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(
    Object.entries(stored).filter(
      (entry): entry is [string, string[]] =>
        Array.isArray(entry[1]) && entry[1].every((each) => typeof each === 'string'),
    ),
  )
}
