import type { ApplyDraft, ApplyStep } from './applyDraft'
import { PRIORITY, SKILL_CHOICES } from './recruitLabels'

/** One screen's answers, read over before sending. */
export interface SummaryPart {
  step: ApplyStep
  title: string
  facts: { label: string; text: string }[]
}

/** Names that the draft holds as ids only. */
export interface SummaryNames {
  village: string
  /** The stored number, masked; empty when there is none. */
  phoneMasked: string
  relatives: string[]
}

/** Everything that is about to be sent, in the words of the form. The ID number shows no more than people need. */
export function summaryOf(draft: ApplyDraft, names: SummaryNames): SummaryPart[] {
  const groups = draft.priorities.map((each) => PRIORITY[each])
  const skills = SKILL_CHOICES.filter(({ value }) => draft.skills.includes(value)).map(({ words }) => words)
  const health =
    draft.health === 'healthy' ? '身体好' : draft.health === 'limited' ? limited(draft.healthNote) : ''
  return [
    part('identity', '身份', [
      ['姓名', draft.name.trim()],
      ['身份证', hidden(draft.idNumber)],
      ['', draft.idWords],
    ]),
    part('contact', '联系', [
      ['电话', draft.phone || names.phoneMasked],
      ['村', names.village],
    ]),
    part('about', '自己', [
      ['做什么', draft.occupation.trim()],
      ['你是', groups.join('、')],
      ['会什么', skills.join('、')],
    ]),
    part('declarations', '声明', [
      ['身体', health],
      ['犯罪记录', draft.criminalRecord === 'none' ? '没有' : draft.criminalRecord === 'has' ? '有过' : ''],
      ['亲戚', names.relatives.length === 0 ? '审核人里没有亲戚' : names.relatives.join('、')],
    ]),
    part('photo', '照片和话', [
      ['照片', draft.photo === '' ? '还没有，以后补' : '已传'],
      ['想说的', draft.motive.trim()],
    ]),
  ]
}

function limited(note: string): string {
  return note.trim() === '' ? '有些不方便' : `有些不方便：${note.trim()}`
}

function part(step: ApplyStep, title: string, facts: [label: string, text: string][]): SummaryPart {
  return {
    step,
    title,
    facts: facts
      .filter(([label, text]) => label !== '' || text !== '')
      .map(([label, text]) => ({ label, text: text === '' ? '没有填' : text })),
  }
}

function hidden(idNumber: string): string {
  const number = idNumber.trim()
  return number.length < 8 ? number : `${number.slice(0, 4)}**********${number.slice(-4)}`
}
