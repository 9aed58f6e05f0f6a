import * as fc from 'fast-check'
import { median, percentile, sum } from '../../../localcloud/bench/statistics'

describe('percentile', () => {
  it('is the value of the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile(hundred, 0.5)).toBe(50)
    expect(percentile(hundred, 1)).toBe(100)
    expect(percentile(hundred, 0)).toBe(1)
  })

  it('compares numbers as numbers, and leaves the sample as it is', () => {
    const sample = [10, 9, 100]
    expect(percentile(sample, 1)).toBe(100)
    expect(sample).toEqual([10, 9, 100])
  })

  it('has at least its share of the sample at or below it, and less strictly below it', () => {
    const samples = fc.array(fc.integer(), { minLength: 1 })
    fc.assert(
      fc.property(samples, fc.double({ min: 0.01, max: 1, noNaN: true }), (sample, share) => {
        const found = percentile(sample, share)
        expect(sample).toContain(found)
        expect(sample.filter((each) => each <= found).length).toBeGreaterThanOrEqual(share * sample.length)
        expect(sample.filter((each) => each < found).length).toBeLessThan(share * sample.length)
      }),
    )
  })

  it('refuses an empty sample', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError)
  })
})

it('the median of an even number is the lower of the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2)
  expect(median([5, 1, 3])).toBe(3)
})

it('the sum of nothing is nothing', () => {
  expect(sum([])).toBe(0)
  expect(sum([1.5, 2.5])).toBe(4)
})
