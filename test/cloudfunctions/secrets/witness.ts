import { actions as account } from '../../../cloudfunctions/account/actions'
import { actions as help } from '../../../cloudfunctions/help/actions'
import { actions as membership } from '../../../cloudfunctions/membership/actions'
import { actions as office } from '../../../cloudfunctions/office/actions'
import { actions as recruitment } from '../../../cloudfunctions/recruitment/actions'
import type { Actions } from '../../../cloudfunctions/shared/action'
import { actions as shifts } from '../../../cloudfunctions/shifts/actions'
import { actions as training } from '../../../cloudfunctions/training/actions'
import type { Reply, TestCloud } from '../../support/cloud'

const functions: Record<string, Actions> = {
  account,
  help,
  membership,
  office,
  recruitment,
  shifts,
  training,
}

/** Full names of all actions with their kind. */
export const ACTIONS: ReadonlyMap<string, 'read' | 'write' | 'report'> = new Map(
  Object.entries(functions).flatMap(([fn, verbs]) =>
    Object.entries(verbs).map(([verb, { kind }]) => [`${fn}.${verb}`, kind] as const),
  ),
)

/** What somebody was answered. */
export interface Answer {
  who: string
  action: string
  reply: Reply
}

/** Calls the product and keeps everything that it ever answers to anybody. */
export class Witness {
  readonly answers: Answer[] = []
  private keys = 0

  constructor(private readonly cloud: TestCloud) {}

  /** Calls an action by its full name; state changes get a key of their own. */
  async call(who: string, action: string, payload: object = {}): Promise<Reply> {
    const [fn = '', verb = ''] = action.split('.')
    const keyed = ACTIONS.get(action) === 'write'
    const requestKey = `witness-${String(++this.keys).padStart(12, '0')}`
    const reply = await this.cloud.call(who, fn, verb, keyed ? { requestKey, ...payload } : payload)
    this.answers.push({ who, action, reply })
    return reply
  }

  /** As `call`, for what must succeed: answers the data. */
  async must<T>(who: string, action: string, payload: object = {}): Promise<T> {
    const reply = await this.call(who, action, payload)
    if (!reply.ok) throw new Error(`${who} ${action}: ${reply.code} ${reply.message}`)
    return reply.data as T
  }

  /** Lets everyone look at everything: every action that only reads, about each of the things known. */
  async everyoneLooks(callers: readonly string[], known: Known): Promise<void> {
    const looks = looksAt(known)
    const reads = [...ACTIONS].filter(([, kind]) => kind === 'read').map(([action]) => action)
    for (const action of reads) {
      const payloads = looks[action]
      if (!payloads) throw new Error(`nobody looks with ${action}`)
      for (const payload of payloads) await Promise.all(callers.map((who) => this.call(who, action, payload)))
    }
  }
}

/** Ids to look at. */
export interface Known {
  people: readonly string[]
  applications: readonly string[]
  sessions: readonly string[]
  papers: readonly string[]
  idNumber: string
  certificate: string
}

function looksAt({ people, applications, sessions, papers, idNumber, certificate }: Known) {
  const plain = [{}]
  const looks: Record<string, readonly object[]> = {
    'account.me': plain,
    'account.inbox': plain,
    'account.exportData': plain,
    'help.nearby': plain,
    'help.watch': plain,
    'help.mine': plain,
    'help.get': [{ helpId: 'no-help' }],
    'help.photos': [{ helpId: 'no-help' }],
    'membership.file': [{}, ...people.map((personId) => ({ personId }))],
    'membership.members': plain,
    'membership.certificate': plain,
    'membership.verify': [{ code: certificate }],
    'office.staff': plain,
    'office.invitation': [{ id: 'no-invitation' }],
    'office.team': [{ teamId: 'team-jingxi' }],
    'recruitment.notice': plain,
    'recruitment.poster': plain,
    'recruitment.checkId': [{ idNumber }],
    'recruitment.mine': plain,
    'recruitment.recommendation': [{ id: 'no-recommendation' }],
    'recruitment.queue': ['village', 'township', 'identity'].map((step) => ({ step, villageId: 'jingxi' })),
    'recruitment.get': applications.map((applicationId) => ({ applicationId })),
    'recruitment.dashboard': plain,
    'shifts.list': plain,
    'shifts.get': [{ shiftId: 'tomorrow' }],
    'training.sessions': plain,
    'training.session': sessions.map((sessionId) => ({ sessionId })),
    'training.progress': plain,
    'training.planning': plain,
    'training.code': sessions.map((sessionId) => ({ sessionId })),
    'training.paper': papers.map((paperId) => ({ paperId })),
    'training.scenarios': plain,
  }
  return looks
}
