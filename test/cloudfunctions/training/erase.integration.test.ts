import { transact } from '../../../cloudfunctions/shared/db'
import { eraseTraining } from '../../../cloudfunctions/training/store'
import type { Session } from '../../../cloudfunctions/training/record'
import { NOW, person } from '../../support/builders'
import { startTestCloud, type TestCloud } from '../../support/cloud'
import { candidacy, session, trained, withPeople } from './records'

const gone = person('gone-name')
const stays = person('stays-name')
const records = [gone, stays]
const mine = (each: { _id: string }, id: string): object => ({ _id: `${id}-${each._id}`, personId: each._id })

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud()
  await cloud.reset(NOW, {
    trainings: records.map((each) => trained(candidacy(each))),
    papers: records.map((each) => mine(each, 'paper')),
    practices: records.map((each) => mine(each, 'practice')),
    sessions: [
      withPeople(session('attended', 'law'), records, true),
      withPeople(session('signed', 'patrol'), records),
    ],
  })
})
afterAll(() => cloud.close())

async function idsOf(collection: string): Promise<string[]> {
  const { data } = await cloud.db.collection(collection).limit(100).get()
  return (data as { _id: string }[]).map(({ _id }) => _id)
}

it('deletes training, papers and practice exams of one person, and their name and place in sessions', async () => {
  await transact((tx) => eraseTraining(tx, gone._id))
  expect(await idsOf('trainings')).toEqual([stays._id])
  expect(await idsOf('papers')).toEqual([`paper-${stays._id}`])
  expect(await idsOf('practices')).toEqual([`practice-${stays._id}`])
  const { data } = await cloud.db.collection('sessions').limit(100).get()
  const sessions = data as Session[]
  expect(JSON.stringify(sessions)).not.toContain('gone-name')
  const namesIn = (id: string): string[] | undefined =>
    sessions.find(({ _id }) => _id === id)?.people.map(({ name }) => name)
  // That somebody was there is a fact of the session; that somebody would have come is not.
  expect(namesIn('attended')).toEqual(['已注销', 'stays-name'])
  expect(namesIn('signed')).toEqual(['stays-name'])
})
