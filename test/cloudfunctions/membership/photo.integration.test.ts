import * as cloudbase from '@cloudbase/node-sdk'
import type { CertificateDto } from '../../../cloudfunctions/membership/dto'
import type { Member } from '../../../cloudfunctions/membership/record'
import type { MyWayDto } from '../../../cloudfunctions/recruitment/dto'
import type { Application } from '../../../cloudfunctions/recruitment/record'
import { personId } from '../../../cloudfunctions/shared/ids'
import { NOW, patroller, person } from '../../support/builders'
import { startTestCloud, type Reply, type TestCloud } from '../../support/cloud'
import { memberOf, newKey, passed } from './records'

const wang = patroller('wang')
const older = patroller('older')
const zhou = person('zhou', { name: '周小军' })
const people = [wang, older, zhou, person('sun')]
const applying = passed(zhou, { state: 'training', closedAt: null, passed: [] })

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud({ now: new Date(NOW).toISOString() })
})

afterAll(() => cloud.close())

const sdk = (): ReturnType<typeof cloudbase.init> => cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV })

async function portrait(openid: string): Promise<string> {
  const cloudPath = `uploads/${personId(openid)}/${newKey()}.jpg`
  return (await sdk().uploadFile({ cloudPath, fileContent: Buffer.from('portrait') })).fileID
}

async function exists(fileID: string): Promise<boolean> {
  try {
    await sdk().downloadFile({ fileID })
    return true
  } catch {
    return false
  }
}

const setPhoto = (openid: string, photo: string): Promise<Reply> =>
  cloud.call(openid, 'membership', 'setPhoto', { photo, requestKey: newKey() })

async function record<T>(collection: string, id: string): Promise<T> {
  const { data } = await cloud.db.collection(collection).where({ _id: id }).get()
  return data[0] as T
}

/** The applicant with the lock of the application that goes on. */
const withApplicant = (live: Application, others: Application[] = []): Promise<void> =>
  cloud.reset(NOW, {
    people,
    applications: [live, ...others],
    applicants: [{ _id: zhou._id, liveId: live._id, eliminatedAt: null }],
  })

describe('an applicant', () => {
  it('adds the portrait that did not go up with the form, and is no longer asked for it', async () => {
    await withApplicant(applying)
    const before = await cloud.must<MyWayDto>('zhou', 'recruitment', 'mine')
    expect(before.application?.hasPhoto).toBe(false)
    const photo = await portrait('zhou')
    expect(await setPhoto('zhou', photo)).toMatchObject({ ok: true, data: { replaced: [] } })
    expect(await record<Application>('applications', applying._id)).toMatchObject({
      photo,
      state: 'training',
      revision: applying.revision + 1,
    })
    const after = await cloud.must<MyWayDto>('zhou', 'recruitment', 'mine')
    expect(after.application?.hasPhoto).toBe(true)
  })

  it('replaces it: the one before is gone, unless another application still shows it', async () => {
    const [first, second, third] = [await portrait('zhou'), await portrait('zhou'), await portrait('zhou')]
    const earlier = passed(zhou, { _id: 'earlier', state: 'rejected', photo: first, submittedAt: NOW - 1 })
    await withApplicant({ ...applying, photo: first }, [earlier])
    await setPhoto('zhou', second)
    expect(await exists(first)).toBe(true)
    expect(await setPhoto('zhou', third)).toMatchObject({ ok: true, data: { replaced: [second] } })
    expect([await exists(first), await exists(second), await exists(third)]).toEqual([true, false, true])
    expect((await record<Application>('applications', 'earlier')).photo).toBe(first)
    // The same one again takes nothing away.
    await setPhoto('zhou', third)
    expect(await exists(third)).toBe(true)
  })
})

describe('a member', () => {
  it('replaces it in the membership and in the application that led there', async () => {
    const [before, after] = [await portrait('wang'), await portrait('wang')]
    await cloud.reset(NOW, {
      people,
      members: [memberOf(wang, { photo: before })],
      applications: [passed(wang, { photo: before })],
    })
    expect(await setPhoto('wang', after)).toMatchObject({ ok: true, data: { replaced: [before] } })
    expect((await record<Member>('members', wang._id)).photo).toBe(after)
    expect((await record<Application>('applications', passed(wang)._id)).photo).toBe(after)
    expect(await exists(before)).toBe(false)
    const { certificate } = await cloud.must<{ certificate: CertificateDto }>(
      'wang',
      'membership',
      'certificate',
    )
    expect(certificate.photoUrl).toEqual(expect.stringContaining('http'))
  })

  it('from before there were memberships has one made for it', async () => {
    await cloud.reset(NOW, { people, members: [] })
    const photo = await portrait('older')
    expect(await setPhoto('older', photo)).toMatchObject({ ok: true })
    expect(await record<Member>('members', older._id)).toMatchObject({ state: 'active', photo })
  })
})

describe('it is refused', () => {
  const photoOf = (openid: string): string => `cloud://local.demo/uploads/${personId(openid)}/a.jpg`

  it('to take what lies in somebody else’s folder', async () => {
    await withApplicant(applying)
    for (const photo of [photoOf('wang'), 'cloud://local.demo/uploads/a.jpg'])
      expect(await setPhoto('zhou', photo)).toMatchObject({ ok: false, code: 'PHOTO_NOT_YOURS' })
    expect((await record<Application>('applications', applying._id)).photo).toBeNull()
  })

  it('when nothing would show it: never applied, application closed, left the team', async () => {
    await cloud.reset(NOW, {
      people: [...people, person('gone')],
      applications: [passed(zhou, { state: 'rejected' })],
      applicants: [{ _id: zhou._id, liveId: null, eliminatedAt: null }],
      members: [memberOf(patroller('gone'), { state: 'left', leftAt: NOW })],
    })
    for (const openid of ['sun', 'zhou', 'gone', 'visitor'])
      expect(await setPhoto(openid, photoOf(openid))).toMatchObject({
        ok: false,
        code: 'NOTHING_TO_SHOW',
      })
    expect((await record<Application>('applications', passed(zhou)._id)).photo).toBeNull()
  })
})
