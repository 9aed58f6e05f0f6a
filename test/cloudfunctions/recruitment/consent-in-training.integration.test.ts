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

it('consent withdrawn in the middle of training leaves neither name nor place in a session (S-21)', async () => {
  await cloud.reset(NOW, {
    people: [gone, stays],
    applications,
    applicants: applicantsOf(applications),
    privacyConsents: [consentOf('gone')],
    trainings: [trained(applications[0] ?? candidacy(gone), { kinds: ['theory'] })],
    sessions: [
      withPeople(session('held', 'law', { startAt: NOW - DAY }), named, true),
      withPeople(session('to-come', 'patrol', { capacity: 2 }), named),
    ],
  })
  await withdraw('withdrawConsent')
  const sessions = await all<Session>('sessions')
  expect(JSON.stringify(sessions)).not.toContain('徐退出')
  const namesIn = (id: string): string[] | undefined =>
    sessions.find(({ _id }) => _id === id)?.people.map(({ name }) => name)
  expect(namesIn('held')).toEqual(['已注销', '留一'])
  // The place is free for who still trains.
  expect(namesIn('to-come')).toEqual(['留一'])
  const { sessions: shown } = await cloud.must<{ sessions: SessionDto[] }>('stays', 'training', 'sessions')
  expect(shown.find(({ id }) => id === 'to-come')).toMatchObject({ taken: 1 })
  // Hours are counted for an application that is over, and hold no name.
  expect(JSON.stringify(await all<Training>('trainings'))).not.toContain('徐退出')
})
