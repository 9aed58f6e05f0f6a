/** What a run measures. */
export interface BenchOptions {
  /** Names of sections, in their order. */
  sections: string[]
  /** Small samples: shows that all works, not how fast it is. */
  quick: boolean
}

/**
 * Reads `--only a,b` (or `--only=a,b`) and `--quick`.
 * @param known all sections
 * @throws RangeError with a text fit to print
 */
export function parseBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const rest = args.flatMap((arg) => (arg.startsWith('--only=') ? ['--only', arg.slice(7)] : [arg]))
  let sections = [...known]
  let quick = false
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--quick') quick = true
    else if (arg === '--only') sections = chosen(rest.shift(), known)
    else throw new RangeError(`unknown option ${arg}; there are --only ${known.join(',')} and --quick`)
  }
  return { sections, quick }
}

function chosen(list: string | undefined, known: readonly string[]): string[] {
  const names = (list ?? '').split(',').filter((name) => name !== '')
  const strange = names.find((name) => !known.includes(name))
  if (names.length === 0 || strange !== undefined)
    throw new RangeError(`--only ${list ?? ''}: choose from ${known.join(',')}`)
  return known.filter((name) => names.includes(name))
}
