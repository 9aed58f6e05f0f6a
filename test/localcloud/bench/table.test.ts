import { figuresOf, isMet, ratioOf, type Figure } from '../../../localcloud/bench/figure'
import { formatLines, formatTable } from '../../../localcloud/bench/table'

const figure = figuresOf('claims')
const claims = figure('claims', 50, '/s', {
  against: 'bare server',
  baseline: 200,
  goal: { of: 'ratio', bound: 'at least', limit: 0.2 },
})
const trips = figure('trips', 8, '', { goal: { of: 'value', bound: 'at most', limit: 7 } })

describe('a goal', () => {
  it('bounds the ratio to the baseline', () => {
    expect(ratioOf(claims)).toBe(0.25)
    expect(isMet(claims)).toBe(true)
    expect(isMet({ ...claims, value: 39 })).toBe(false)
    expect(isMet({ ...claims, value: 40 })).toBe(true)
  })

  it('bounds the value itself', () => {
    expect(isMet(trips)).toBe(false)
    expect(isMet({ ...trips, value: 7 })).toBe(true)
  })

  it('is neither met nor missed when there is none, or nothing to compare with', () => {
    expect(isMet({ ...claims, goal: null })).toBeNull()
    expect(isMet({ ...claims, baseline: null })).toBeNull()
    expect(ratioOf({ ...claims, baseline: 0 })).toBeNull()
  })
})

describe('the table', () => {
  const start = { ...trips, section: 'start', row: 'npm start', value: 1.234, unit: 's' } satisfies Figure
  const lines = formatTable([claims, trips, start]).split('\n')

  it('says value, baseline, ratio, goal and whether it is met', () => {
    expect(lines[2]?.split(/ {2,}/)).toEqual([
      'claims (vs bare server)',
      '50 /s',
      '200 /s',
      '0.25×',
      '≥ 0.2×',
      'yes',
    ])
    expect(lines[3]?.split(/ {2,}/)).toEqual(['trips', '8', '–', '–', '≤ 7', 'NO'])
  })

  it('aligns its columns and parts its sections', () => {
    expect(lines[0]).toMatch(/^row +value +baseline +ratio +goal +met\?$/)
    expect(lines[4]).toBe('')
    expect(lines[5]).toContain('1.23 s')
    const column = lines[0]?.indexOf('goal') ?? 0
    expect(lines[2]?.indexOf('≥')).toBe(column)
    expect(lines[3]?.indexOf('≤')).toBe(column)
  })

  it('has a line with headings when nothing was measured', () => {
    expect(formatTable([]).split('\n')).toHaveLength(2)
  })
})

it('every figure is one JSON line with its ratio and whether its goal is met', () => {
  const parsed = formatLines([claims, trips])
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(parsed).toEqual([
    { ...claims, ratio: 0.25, met: true },
    { ...trips, ratio: null, met: false },
  ])
})
