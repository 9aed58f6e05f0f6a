import fc from 'fast-check'
import { EndpointError } from '../../../localcloud/endpoint'
import { fromFileID, normaliseCloudPath, toFileID } from '../../../localcloud/endpoint/paths'

describe('normaliseCloudPath', () => {
  it.each(['a.png', 'uploads/2026/现场 照片(1).jpg', 'a/.hidden', 'a/..b', 'a...b', "!-_.*'()"])(
    'keeps %s',
    (path) => {
      expect(normaliseCloudPath(path)).toBe(path)
    },
  )

  it.each([
    '',
    '/',
    '/etc/passwd',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/../b',
    'a/..',
    './a',
    'a/./b',
    '..\\a',
    'C:\\a',
    'a\u0000.png',
    'a\nb',
    '%2e%2e/a',
    'a%00',
    'a?b',
    'a#b',
    '\ud800',
    'x'.repeat(851),
    null,
    5,
    {},
    ['a'],
  ])('refuses %j', (path) => {
    expect(() => normaliseCloudPath(path)).toThrow(EndpointError)
  })

  it('composes letters, so that one name has one file', () => {
    expect(normaliseCloudPath('cafe\u0301.png')).toBe('caf\u00e9.png')
  })

  it('whatever it lets through names a file below its folder, and is a fixed point', () => {
    const segment = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', '%2e', '\\'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
        let path: string
        try {
          path = normaliseCloudPath(segments.join('/'))
        } catch (error) {
          expect(error).toBeInstanceOf(EndpointError)
          return
        }
        const { pathname } = new URL(`http://host/files/${path.split('/').map(encodeURIComponent).join('/')}`)
        expect(decodeURIComponent(pathname)).toBe(`/files/${path}`)
        expect(normaliseCloudPath(path)).toBe(path)
        expect(fromFileID('env', toFileID('env', path))).toBe(path)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('fromFileID', () => {
  it.each([
    '',
    'a.png',
    'cloud://',
    'cloud://env.bucket/a.png',
    'cloud://env.6c6f-env-1250000000/',
    'cloud://env.6c6f-env-1250000000/../a',
    null,
  ])('refuses %j', (fileID) => {
    expect(() => fromFileID('env', fileID)).toThrow(EndpointError)
  })
})
