import * as fc from 'fast-check'
import type { Me, Person } from '../../../cloudfunctions/shared/people'
import { addDays, dayOf, instantOf } from '../../../cloudfunctions/shared/time'
import type { ClaimRefusal, ReleaseRefusalCode } from '../../../cloudfunctions/shifts/rules'
import {
  claimWords,
  leads,
  releaseRefused,
  shiftDetail,
  shiftTitle,
  shiftView,
} from '../../../cloudfunctions/shifts/view'
import { crewed, NOW, patroller, person, shift, staff, township } from '../../support/builders'

const me = (of: Person | null): Me => ({
  id: of?._id ?? 'p_visitor',
  openid: of?.openid ?? 'visitor',
  person: of,
})
const context = (of: Person | null) => ({ me: me(of), township, now: NOW })
const chen = patroller('chen', { qualifications: ['veteran'] })
const li = patroller('li')
const captain = patroller('captain', {}, [{ role: 'captain', teamId: 'team-jingxi', villageId: 'jingxi' }])
const elsewhere = patroller('elsewhere', {}, [
  { role: 'captain', teamId: 'team-shishi', villageId: 'shishi' },
])
const one = crewed(shift('s', { needs: [{ qualification: 'veteran', count: 2 }] }), [chen])

describe('a shift as the caller sees it', () => {
  it('says where, when, how many places are free, and what is still missing', () => {
    expect(shiftView(one, context(li), [])).toEqual({
      id: 's',
      day: dayOf(one.startAt),
      startAt: one.startAt,
      endAt: one.endAt,
      area: { id: 'market-street', name: '集镇主街' },
      village: { id: 'shishi', name: '石室社区' },
      route: '主街东口—农贸市场—信用社—主街西口，1.2 公里',
      meet: '综治办门口',
      min: 3,
      max: 4,
      taken: 1,
      free: 3,
      status: 'open',
      needs: [{ qualification: 'veteran', count: 2, missing: 1 }],
      mine: false,
      refusal: null,
      releaseBy: null,
    })
  })

  it('that is theirs tells until when they may release it, and no refusal', () => {
    expect(shiftView(one, context(chen), [])).toMatchObject({
      mine: true,
      refusal: null,
      releaseBy: one.startAt - township.shifts.releaseBefore * 60_000,
    })
  })

  it('tells beforehand why a claim would be refused', () => {
    expect(shiftView(one, context(null), []).refusal).toMatchObject({ code: 'NOT_CERTIFIED' })
    expect(shiftView({ ...one, max: 1 }, context(li), []).refusal).toMatchObject({ code: 'SHIFT_FULL' })
  })

  it('still has a place when the settings no longer know the area', () => {
    const gone = shiftView(shift('s', { areaId: 'gone', villageId: 'gone' }), context(li), [])
    expect(gone).toMatchObject({ area: { name: '已撤销的区域' }, village: { name: '' }, route: '', meet: '' })
  })

  it('never has fewer than no places', () => {
    expect(shiftView(crewed(shift('s', { max: 1 }), [chen, li]), context(null), []).free).toBe(0)
  })
})

describe('a shift with its crew', () => {
  it('names people to those in the scheme only', () => {
    expect(shiftDetail(one, context(li), []).crew).toEqual([{ personId: chen._id, name: 'chen', me: false }])
    expect(shiftDetail(one, context(chen), []).crew).toMatchObject([{ me: true }])
    expect(shiftDetail(one, context(staff('clerk', { role: 'office' })), []).crew).toHaveLength(1)
    for (const outsider of [null, person('villager')]) {
      expect(shiftDetail(one, context(outsider), []).crew).toEqual([])
    }
  })

  it('lets the captain of someone in it release members, and the office, until it starts', () => {
    const may = (of: Person, now = NOW): boolean =>
      shiftDetail(one, { ...context(of), now }, []).canReleaseMembers
    expect([captain, elsewhere, chen, li].map((each) => may(each))).toEqual([true, false, false, false])
    expect(may(staff('clerk', { role: 'office' }))).toBe(true)
    expect(may(captain, one.startAt)).toBe(false)
    expect(leads(me(captain), 'team-shishi')).toBe(false)
  })

  it('carries no openid, phone or sealed field of anyone, whoever asks', () => {
    const secret = { k: 'SECRET-key-id', v: 'SECRET-sealed' }
    const people = fc.constantFrom<Person | null>(
      null,
      person('SECRET-openid-1', { phone: secret }),
      { ...patroller('SECRET-openid-2'), phone: secret },
      { ...captain, openid: 'SECRET-openid-3', phone: secret },
    )
    fc.assert(
      fc.property(people, fc.subarray([chen, li, captain, elsewhere]), (asking, members) => {
        const named = members.map((each) => ({ ...each, openid: 'SECRET-openid-4', phone: secret }))
        const text = JSON.stringify(shiftDetail(crewed(shift('s'), named), context(asking), []))
        expect(text).not.toContain('SECRET')
      }),
    )
  })
})

describe('words', () => {
  const other = {
    shiftId: 'x',
    areaId: 'riverside',
    startAt: instantOf('2026-11-25', '19:00'),
    endAt: instantOf('2026-11-25', '21:00'),
  }
  const reasons: ClaimRefusal[] = [
    { code: 'SHIFT_CANCELLED' },
    { code: 'SHIFT_STARTED' },
    { code: 'NOT_CERTIFIED' },
    { code: 'SUSPENDED' },
    { code: 'UNINSURED' },
    { code: 'NOT_OPEN_TO_YOU' },
    { code: 'ALREADY_CLAIMED' },
    { code: 'OVERLAPS', other },
    { code: 'SHIFT_FULL' },
    { code: 'QUALIFICATION_NEEDED', need: { qualification: 'veteran', count: 1 } },
  ]

  it('of each refused claim are a Chinese sentence of its own', () => {
    const said = reasons.map((reason) => claimWords(reason, township))
    expect(new Set(said).size).toBe(reasons.length)
    for (const words of said) expect(words).toMatch(/^[\p{Script=Han}\d，。:–— ]+。$/u)
  })

  it('of an overlap name the other shift, and of a kept seat for whom it is kept', () => {
    expect(claimWords({ code: 'OVERLAPS', other }, township)).toContain('19:00–21:00 溪滨公园')
    expect(
      claimWords({ code: 'QUALIFICATION_NEEDED', need: { qualification: 'veteran', count: 1 } }, township),
    ).toContain('退伍军人')
  })

  it('of each refused release are too, and name the deadline as set', () => {
    const codes: ReleaseRefusalCode[] = ['NOT_YOURS', 'SHIFT_STARTED', 'TOO_LATE']
    expect(new Set(codes.map((each) => releaseRefused(each, township).message)).size).toBe(3)
    const late = (releaseBefore: number): string =>
      releaseRefused('TOO_LATE', { ...township, shifts: { releaseBefore } }).message
    expect(late(120)).toContain('2 小时')
    expect(late(90)).toContain('90 分钟')
  })

  it('for a shift are its day, time and area', () => {
    const tomorrow = addDays(dayOf(NOW), 1)
    expect(shiftTitle({ startAt: instantOf(tomorrow, '06:00'), areaId: 'market-hall' }, township)).toBe(
      '11月26日 周四 06:00 农贸市场',
    )
  })
})
