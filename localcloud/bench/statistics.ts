/**
 * The value below which a share of the sample lies, by the nearest rank.
 * @param share 0 … 1, e.g. 0.99
 * @throws RangeError on an empty sample
 */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new RangeError('an empty sample has no percentile')
  return found
}

/**
 * The middle of a sample; of an even number, the lower of the two.
 * @throws RangeError on an empty sample
 */
export function median(sample: readonly number[]): number {
  return percentile(sample, 0.5)
}

/** Sum of a sample. */
export function sum(sample: readonly number[]): number {
  return sample.reduce((total, each) => total + each, 0)
}
