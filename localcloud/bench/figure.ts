/** One measured figure. */
export interface Figure {
  /** The part of the bench that measured it. */
  section: string
  row: string
  value: number
  /** Unit of value and baseline; empty for counts and pure ratios. */
  unit: string
  /** The same by the thing compared with; null when there is nothing to compare with. */
  baseline: number | null
  /** What it is compared with; empty without a baseline. */
  against: string
  /** What the value, or else its ratio to the baseline, is meant to be; null when it is only reported. */
  goal: Goal | null
}

/** A bound on a figure's ratio to its baseline, or on its value. */
export interface Goal {
  of: 'ratio' | 'value'
  bound: 'at least' | 'at most'
  limit: number
}

/** The value as a multiple of its baseline; null without one. */
export function ratioOf({ value, baseline }: Pick<Figure, 'value' | 'baseline'>): number | null {
  return baseline === null || baseline === 0 ? null : value / baseline
}

/** Whether the goal is met; null without a goal, or when the ratio that it bounds does not exist. */
export function isMet(figure: Figure): boolean | null {
  const { goal } = figure
  if (goal === null) return null
  const measured = goal.of === 'value' ? figure.value : ratioOf(figure)
  if (measured === null) return null
  return goal.bound === 'at least' ? measured >= goal.limit : measured <= goal.limit
}

/** Makes the figures of one section; what is not said has no baseline and no goal. */
export function figuresOf(
  section: string,
): (row: string, value: number, unit: string, more?: Partial<Figure>) => Figure {
  return (row, value, unit, more = {}) => ({
    section,
    row,
    value,
    unit,
    baseline: null,
    against: '',
    goal: null,
    ...more,
  })
}
