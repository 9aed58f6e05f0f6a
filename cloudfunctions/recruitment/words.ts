import type { ApplicationState } from './states'

const STATE_WORDS: Record<ApplicationState, string> = {
  submitted: '等待村里初审',
  villagePassed: '等待乡里终审',
  training: '培训中',
  exam: '等待考试',
  resit: '等待补考',
  certified: '已发证',
  rejected: '未通过',
  eliminated: '考核未通过',
  withdrawn: '已撤回',
}

/** What people call a state of an application. */
export function stateWords(state: ApplicationState): string {
  return STATE_WORDS[state]
}

/** Reason of a withdrawal that came of a withdrawn consent (PIPL article 15); it outlives the personal fields. */
export const CONSENT_WITHDRAWN = '撤回同意'
