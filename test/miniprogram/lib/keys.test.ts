import fc from 'fast-check'
import { Intentions, newRequestKey } from '../../../miniprogram/lib/keys'

describe('request keys', () => {
  it('are of the form that the cloud accepts', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (numbers) => {
        let at = 0
        const key = newRequestKey(() => numbers[at++] ?? 0.5)
        expect(key).toMatch(/^[A-Za-z0-9_-]{16,64}$/)
      }),
    )
  })

  it('differ from one intention to the next', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newRequestKey())).size).toBe(1000)
  })

  it('stay the same over the retries of one intention and change when it is done', () => {
    const intentions = new Intentions()
    const first = intentions.key({ shift: 'a' })
    expect(intentions.key({ shift: 'a' })).toBe(first)
    expect(intentions.key({ shift: 'b' })).not.toBe(first)
    intentions.done({ shift: 'a' })
    expect(intentions.key({ shift: 'a' })).not.toBe(first)
  })
})
