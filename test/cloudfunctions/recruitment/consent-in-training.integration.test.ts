import { DAY } from '../../../cloudfunctions/shared/time'
import type { Session, Training } from '../../../cloudfunctions/training/record'
import type { SessionDto } from '../../../cloudfunctions/training/dto'
import { NOW, person } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { applicantsOf, candidacy, session, trained, withPeople } from '../training/records'
import { consentOf } from './records'

const gone = person('gone', { name: '' })
const stays = person('stays', { name: '留一' })
const applications = [
  candidacy(gone, { name: '徐退出' }),
  candidacy(stays, { name: '留一', _id: 'application-stays' }),
]
const named = [{ ...gone, name: '徐退出' }, stays]

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.close())

const withdraw = (verb: string): Promise<unknown> =>
  cloud.must('gone', 'recruitment', verb, { requestKey: `withdrawn-${verb}-0001` })

async function all<T>(collection: string): Promise<T[]> {
  return ((await cloud.db.collection(collection).limit(100).get()) as { data: T[] }).data
}

async function namesIn(id: string): Promise<string[] | undefined> {
  return (await all<Session>('sessions')).find(({ _id }) => _id === id)?.people.map(({ name }) => name)
}

beforeEach(() =>
  cloud.reset(NOW, {
    people: [gone, stays],
    applications,
    applicants: applicantsOf(applications),
    privacyConsents: [consentOf('gone')],
    trainings: [trained(applications[0] ?? candidacy(gone), { kinds: ['theory'] })],
    sessions: [
      withPeople(session('held', 'law', { startAt: NOW - DAY }), named, true),
      withPeople(session('to-come', 'patrol', { capacity: 2 }), named),
    ],
  }),
)

it('consent withdrawn in the middle of training leaves neither name nor place in a session (S-21)', async () => {
  await withdraw('withdrawConsent')
  expect(JSON.stringify(await all<Session>('sessions'))).not.toContain('徐退出')
  expect(await namesIn('held')).toEqual(['已注销', '留一'])
  // The place is free for who still trains.
  expect(await namesIn('to-come')).toEqual(['留一'])
  const { sessions: shown } = await cloud.must<{ sessions: SessionDto[] }>('stays', 'training', 'sessions')
  expect(shown.find(({ id }) => id === 'to-come')).toMatchObject({ taken: 1 })
  // What was learned towards an application that is erased is erased with it.
  expect(await all<Training>('trainings')).toEqual([])
})

it('an application withdrawn frees the places to come, and is forgotten with its trainings after its time (S-21)', async () => {
  await cloud.must('gone', 'recruitment', 'withdraw', {
    applicationId: applications[0]?._id,
    reason: '',
    requestKey: 'withdrawn-in-training-0001',
  })
  expect(await namesIn('to-come')).toEqual(['留一'])
  expect(await namesIn('held')).toEqual(['徐退出', '留一'])
  cloud.moveClockOnly(NOW + 181 * DAY)
  await cloud.fireTimer('clock')
  expect(await namesIn('held')).toEqual(['已注销', '留一'])
  expect(await all<Training>('trainings')).toEqual([])
})
