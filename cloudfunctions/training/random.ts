/** A source of numbers in [0, 1) that a seed fully decides. */
export type Random = () => number

/**
 * Makes a source of random numbers (sfc32) of a seed of 32 hexadecimal digits: the same seed gives the same numbers, so
 * that a paper can be drawn again to check it. Whether others can guess them depends on the seed alone.
 */
export function randomFrom(seed: string): Random {
  const word = (at: number): number => Number.parseInt(seed.slice(at * 8, at * 8 + 8), 16) | 0
  let [a, b, c, d] = [word(0), word(1), word(2), word(3)]
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  // The first numbers still show the seed.
  for (let round = 0; round < 15; round++) next()
  return next
}

/** The same entries in a random order (Fisher–Yates). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list]
  const out: T[] = []
  while (left.length > 0) out.push(...left.splice(Math.floor(random() * left.length), 1))
  return out
}
