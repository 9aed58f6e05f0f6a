import type { CertificateDto, CertificateState, VerificationDto } from '../../cloudfunctions/membership/dto'
import { CERTIFICATE_STATE } from './recruitLabels'
import { dateText } from './time'

/** How a certificate's state looks: always a word and an icon, never colour alone. */
export interface StateView {
  word: string
  icon: string
  tone: 'ok' | 'warn' | 'help'
}

const LOOK: Record<CertificateState, Omit<StateView, 'word'>> = {
  valid: { icon: 'check', tone: 'ok' },
  suspended: { icon: 'alert', tone: 'warn' },
  expired: { icon: 'clock', tone: 'warn' },
  revoked: { icon: 'close', tone: 'help' },
}

/** A certificate's state for the screen. */
export function stateView(state: CertificateState): StateView {
  return { word: CERTIFICATE_STATE[state], ...LOOK[state] }
}

/** The certificate as a card (S-22). */
export interface CertificateView extends StateView {
  title: string
  number: string
  name: string
  initial: string
  team: string
  /** First and last day on which it counts. */
  from: string
  until: string
  photoUrl: string
  code: string
  /** Not on a certificate that is over. */
  mayChangePhoto: boolean
  /** What the holder should know of the state; empty while it is valid. */
  advice: string
}

const ADVICE: Record<CertificateState, string> = {
  valid: '',
  suspended: '现在不能巡逻。有疑问找队长或综治办。',
  expired: '证过期了，找综治办换新证。',
  revoked: '这张证已经注销，不能再用。',
}

/** A certificate for its holder. */
export function certificateView(certificate: CertificateDto): CertificateView {
  const { title, number, name, team, issuedAt, validUntil, photoUrl, state, code } = certificate
  return {
    ...stateView(state),
    title,
    number,
    name,
    initial: name.slice(0, 1),
    team: team.name,
    from: dateText(issuedAt),
    // The last day, whether the end is that day's last moment or the next day's first.
    until: dateText(validUntil - 1),
    photoUrl: photoUrl ?? '',
    code,
    mayChangePhoto: state !== 'revoked',
    advice: ADVICE[state],
  }
}

/** The answer to somebody who scans a certificate. */
export interface VerificationView extends StateView {
  name: string
  team: string
  township: string
  advice: string
}

const TOLD: Record<CertificateState, string> = {
  valid: '这是本乡的义警。核对一下人和名字对不对得上。',
  suspended: '这个人现在不能巡逻。他要是说在执勤，打电话问综治办。',
  expired: '这张证过期了。他要是说在执勤，打电话问综治办。',
  revoked: '这个人已经不是义警。他要是还说自己是，打电话问综治办。',
}

/** A certificate for a stranger: state, name and team only. */
export function verificationView({ state, name, team, township }: VerificationDto): VerificationView {
  return { ...stateView(state), name, team, township, advice: TOLD[state] }
}

/** The answer to a code that no certificate carries: forged, mistyped, or not a code of ours. */
export const UNKNOWN_CERTIFICATE: VerificationView = {
  word: '查不到',
  icon: 'close',
  tone: 'help',
  name: '',
  team: '',
  township: '',
  advice: '没有这张证，别当真。他要是说在执勤，打电话问综治办。',
}

/**
 * The certificate's code from what opened the page: `c`, or `q`, which WeChat fills with the scanned link, encoded;
 * empty when there is none.
 */
export function codeFrom({ c = '', q = '' }: { c?: string; q?: string }): string {
  return c === '' ? codeIn(decoded(q)) : c
}

/** The certificate's code in a scanned link; empty when the link is another one. */
export function codeIn(link: string): string {
  return /[?&]c=([\w-]+)/.exec(link)?.[1] ?? ''
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
