import { messageRecords, type MessageRecord } from '../../cloudfunctions/shared/messages'
import type { Person } from '../../cloudfunctions/shared/people'
import { DAY, MINUTE } from '../../cloudfunctions/shared/time'
import type { Instant } from '../../cloudfunctions/shared/values'

interface Notice {
  id: string
  age: number
  for: 'everyone' | 'volunteers'
  title: string
  text: string
}

const NOTICES: readonly Notice[] = [
  {
    id: 'patrol-hours',
    age: 6 * DAY,
    for: 'everyone',
    title: '义警每天三班在村里',
    text: '早上 6–8 点、下午 2–4 点、晚上 7–9 点，重点区域都有义警。有事当面说，或在首页点“求助”。遇到危险先打 110。',
  },
  {
    id: 'fraud',
    age: DAY,
    for: 'everyone',
    title: '接到“关闭百万保障”的电话，都是诈骗',
    text: '要你转账、报验证码、下载软件的，先挂电话，再问家人或村里的义警。钱已经转出去的，马上打 110。',
  },
  {
    id: 'reflective-vest',
    age: 130 * MINUTE,
    for: 'volunteers',
    title: '晚班请穿反光背心、带手电',
    text: '上岗戴红袖标和工作证。看到可疑情况先报告派出所，不盘问、不搜查、不追赶。',
  },
]

/** Notices in the inbox of everyone, or of the volunteers. They were pushed long ago. */
export function demoNotices(people: readonly Person[], now: Instant): MessageRecord[] {
  return NOTICES.flatMap(({ id, age, for: whom, title, text }) => {
    const to = people.filter((person) => whom === 'everyone' || person.volunteer !== null)
    const draft = {
      cause: ['notice', id],
      to: to.map((person) => person._id),
      kind: 'notice' as const,
      title,
      text,
      page: null,
    }
    return messageRecords([draft], now - age)
  }).map((message) => ({ ...message, push: { ...message.push, state: 'sent' } }))
}
