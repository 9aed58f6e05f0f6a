import { parseBenchOptions } from '../../../localcloud/bench/options'

const known = ['claims', 'reads', 'cold']

it('measures everything unless told otherwise', () => {
  expect(parseBenchOptions([], known)).toEqual({ sections: known, quick: false })
})

it('measures what is asked for, in its own order', () => {
  expect(parseBenchOptions(['--only', 'cold,claims', '--quick'], known)).toEqual({
    sections: ['claims', 'cold'],
    quick: true,
  })
  expect(parseBenchOptions(['--only=reads'], known).sections).toEqual(['reads'])
})

it.each([['--only', 'claim'], ['--only'], ['--only='], ['--only', ','], ['--fast'], ['claims']])(
  'refuses %s %s',
  (...args) => {
    expect(() => parseBenchOptions(args, known)).toThrow(RangeError)
  },
)
