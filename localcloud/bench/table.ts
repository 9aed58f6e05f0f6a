import { isMet, ratioOf, type Figure } from './figure'

const HEADINGS = ['row', 'value', 'baseline', 'ratio', 'goal', 'met?'] as const
const GAP = '  '
/** Columns of figures are aligned on the right. */
const NUMERIC = new Set(['value', 'baseline', 'ratio'])

/** The figures as an aligned table, a blank line between sections. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map(cellsOf)
  const widths = HEADINGS.map((heading, at) =>
    Math.max(heading.length, ...rows.map((cells) => cells[at]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    HEADINGS.map((heading, at) => {
      const cell = cells[at] ?? ''
      return NUMERIC.has(heading) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)
    })
      .join(GAP)
      .trimEnd()
  const lines = [line(HEADINGS), line(widths.map((width) => '-'.repeat(width)))]
  for (const [at, cells] of rows.entries()) {
    if (at > 0 && figures[at]?.section !== figures[at - 1]?.section) lines.push('')
    lines.push(line(cells))
  }
  return lines.join('\n')
}

/** One JSON line for each figure. */
export function formatLines(figures: readonly Figure[]): string {
  return figures
    .map((figure) => JSON.stringify({ ...figure, ratio: ratioOf(figure), met: isMet(figure) }))
    .join('\n')
}

function cellsOf(figure: Figure): string[] {
  const ratio = ratioOf(figure)
  const met = isMet(figure)
  return [
    figure.against === '' ? figure.row : `${figure.row} (vs ${figure.against})`,
    quantity(figure.value, figure.unit),
    figure.baseline === null ? '–' : quantity(figure.baseline, figure.unit),
    ratio === null ? '–' : `${short(ratio)}×`,
    goalText(figure),
    met === null ? '' : met ? 'yes' : 'NO',
  ]
}

function goalText({ goal, unit }: Figure): string {
  if (goal === null) return ''
  const sign = goal.bound === 'at least' ? '≥' : '≤'
  return goal.of === 'ratio' ? `${sign} ${goal.limit}×` : `${sign} ${quantity(goal.limit, unit)}`
}

function quantity(value: number, unit: string): string {
  return unit === '' ? short(value) : `${short(value)} ${unit}`
}

/** Three figures that count; whole numbers stay whole. */
function short(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value))
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(Math.abs(value) < 0.1 ? 3 : 2)
}
