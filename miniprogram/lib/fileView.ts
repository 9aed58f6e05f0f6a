import type { FileDto, FileMove } from '../../cloudfunctions/membership/dto'
import type { TimelineStep } from './helpView'
import { SKILL } from './labels'
import { CERTIFICATE_STATE, PRIORITY, SEX } from './recruitLabels'
import type { MaskedView } from './reviewView'
import { EXIT_KIND, MEMBER_EVENT, MEMBER_STATE, SESSION_KIND } from './teamLabels'
import { dateText, dayText, rangeText } from './time'

/** A line of a list in the file. */
export interface FileLine {
  key: string
  title: string
  note: string
  tag: string
}

/** One person, one file (S-25). */
export interface FileView {
  name: string
  initial: string
  photoUrl: string
  about: string
  team: string
  state: string
  stateTone: 'brand' | 'warn' | 'grey'
  tags: string[]
  numbers: MaskedView[]
  mayUnmask: boolean
  occupation: string
  certificate: FileLine | null
  insured: string
  insuredAlarm: boolean
  insurance: FileLine[]
  hours: string
  training: FileLine[]
  exams: FileLine[]
  patrols: FileLine[]
  marks: FileLine[]
  /** Marks that are out. */
  out: string[]
  events: TimelineStep[]
  exit: { text: string; note: string; refusal: string; canDecide: boolean } | null
  /** Buttons, the harmless ones first. */
  moves: { move: FileMove; words: string; severe: boolean }[]
}

const MOVE: Partial<Record<FileMove, { words: string; severe: boolean }>> = {
  insure: { words: '登记保险', severe: false },
  issueMarks: { words: '发标识', severe: false },
  returnMarks: { words: '收回标识', severe: false },
  renew: { words: '换发新证', severe: false },
  reinstate: { words: '恢复巡逻', severe: false },
  suspend: { words: '暂停巡逻', severe: true },
  proposeExit: { words: '提议退出', severe: true },
  leave: { words: '我要退出', severe: true },
}

/**
 * A person's file in words.
 * @param unmasked numbers that were asked for in full
 */
export function fileView(
  file: FileDto,
  unmasked: Partial<Record<MaskedView['field'], string>>,
  now: number,
): FileView {
  const may = new Set(file.may)
  return {
    name: file.name,
    initial: file.name.slice(0, 1),
    photoUrl: file.photoUrl ?? '',
    about: [file.sex === null ? '' : SEX[file.sex], file.age === null ? '' : `${file.age} 岁`]
      .filter(Boolean)
      .join(' · '),
    team: [file.village?.name, file.team?.name].filter(Boolean).join(' · '),
    ...stateOf(file),
    tags: [
      ...file.priorities.map((each) => PRIORITY[each]),
      // A veteran is one already by the group.
      ...file.qualifications
        .filter((each) => each !== 'veteran' || !file.priorities.includes('veteran'))
        .map((each) => SKILL[each]),
    ],
    numbers: numbersOf(file, unmasked),
    mayUnmask: may.has('unmask'),
    occupation: file.occupation,
    certificate: certificateOf(file),
    ...insuranceOf(file, now),
    ...learnedOf(file),
    patrols: file.patrols.map(({ shiftId, startAt, endAt, area }) => ({
      key: shiftId,
      title: `${dayText(startAt, now)} ${rangeText(startAt, endAt)}`,
      note: area,
      tag: startAt > now ? '要去' : endAt > now ? '正在巡逻' : '',
    })),
    marks: file.marks.map(({ item, issuedAt, returnedAt }) => ({
      key: `${item} ${issuedAt}`,
      title: item,
      note: `${dateText(issuedAt)}领${returnedAt === null ? '' : `，${dateText(returnedAt)}交回`}`,
      tag: returnedAt === null ? '在用' : '已交回',
    })),
    out: file.marks.filter(({ returnedAt }) => returnedAt === null).map(({ item }) => item),
    events: file.events.map(({ event, at, text }, key) => ({
      key,
      title: MEMBER_EVENT[event],
      note: [dateText(at), text].filter(Boolean).join(' · '),
      done: true,
      alarm: event === 'suspended' || event === 'revoked' || event === 'exitProposed',
    })),
    exit: exitOf(file, may.has('decideExit')),
    moves: (Object.keys(MOVE) as FileMove[]).flatMap((move) => {
      const words = MOVE[move]
      return words && may.has(move) ? [{ move, ...words }] : []
    }),
  }
}

function stateOf({ state }: FileDto): Pick<FileView, 'state' | 'stateTone'> {
  if (state === null) return { state: '还不是队员', stateTone: 'grey' }
  return {
    state: MEMBER_STATE[state],
    stateTone: state === 'active' ? 'brand' : state === 'suspended' ? 'warn' : 'grey',
  }
}

function numbersOf(
  { idMasked, phoneMasked }: FileDto,
  unmasked: Partial<Record<MaskedView['field'], string>>,
): MaskedView[] {
  const rows = [
    { field: 'idNumber', label: '身份证号', masked: idMasked },
    { field: 'phone', label: '电话', masked: phoneMasked },
  ] as const
  return rows.flatMap(({ field, label, masked }) =>
    masked === null
      ? []
      : [{ field, label, value: unmasked[field] ?? masked, open: unmasked[field] !== undefined }],
  )
}

function certificateOf({ certificate }: FileDto): FileLine | null {
  if (!certificate) return null
  const { number, issuedAt, validUntil, state } = certificate
  return {
    key: number,
    title: number,
    note: `${dateText(issuedAt)}发，${dateText(validUntil)}到期`,
    tag: CERTIFICATE_STATE[state],
  }
}

const SOON = 30 * 86_400_000

function insuranceOf(
  { insurance, insuredUntil, state }: FileDto,
  now: number,
): Pick<FileView, 'insured' | 'insuredAlarm' | 'insurance'> {
  const serving = state === 'active' || state === 'suspended'
  return {
    insured: insuredWords(insuredUntil, now),
    insuredAlarm: serving && (insuredUntil === null || insuredUntil - now < SOON),
    insurance: insurance.map(({ policy, from, until }) => ({
      key: `${policy} ${from}`,
      title: policy,
      note: `${dateText(from)} 至 ${dateText(until)}`,
      tag: until < now ? '已过期' : from > now ? '还没生效' : '有效',
    })),
  }
}

function insuredWords(until: number | null, now: number): string {
  if (until === null) return '没有保险，不能报班'
  return until < now ? `保险 ${dateText(until)}过期了，不能报班` : `保到 ${dateText(until)}`
}

const PART = { theory: '理论考试', practice: '实操考核' }

function learnedOf({ hours, training, exams }: FileDto): Pick<FileView, 'hours' | 'training' | 'exams'> {
  return {
    hours: `理论 ${hours.theory} 课时，实操 ${hours.practice} 课时`,
    training: training.map(({ title, kind, hours: worth, at }, index) => ({
      key: String(index),
      title,
      note: [dateText(at), SESSION_KIND[kind], worth > 0 ? `${worth} 课时` : ''].filter(Boolean).join(' · '),
      tag: '',
    })),
    exams: exams.map(({ part, attempt, at, score, passed }) => ({
      key: `${part} ${attempt}`,
      title: `${PART[part]}${attempt > 1 ? '（补考）' : ''}`,
      note: [dateText(at), score === null ? '' : `${score} 分`].filter(Boolean).join(' · '),
      tag: passed ? '✓ 通过' : '没有通过',
    })),
  }
}

function exitOf({ exit }: FileDto, mayDecide: boolean): FileView['exit'] {
  if (!exit) return null
  return {
    text: `${EXIT_KIND[exit.kind]}：${exit.reason}`,
    note: `${exit.proposedBy}提议，${dateText(exit.proposedAt)}`,
    refusal: exit.refusal?.message ?? '',
    canDecide: mayDecide && exit.refusal === null,
  }
}
