/** Whether the long random tests run fully (`npm run test:deep`). */
export const deep = process.env['DEPTH'] === 'deep'

/** How many runs a random test makes: `quick` in `npm test`, `full` in `npm run test:deep`. */
export function runs(quick: number, full: number): number {
  return deep ? full : quick
}
