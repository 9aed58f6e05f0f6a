import { log, stackOf } from './log'
import { openapi } from './openapi'

/** WeChat's scene for "social diary" texts, the nearest to a report. */
const SCENE = 2

/**
 * Whether WeChat's content check calls a person's text risky (`security.msgSecCheck` 2.0). An unreachable check says
 * no: what it guards can be looked at by a person later, while help cannot wait.
 * @param openid the author, who must have used the mini-program within the last two hours
 */
export async function isRisky(openid: string, text: string): Promise<boolean> {
  if (text === '') return false
  try {
    const checked = await openapi('security.msgSecCheck', {
      openid,
      scene: SCENE,
      version: 2,
      content: text,
    })
    return suggestionOf(checked) === 'risky'
  } catch (error) {
    log({ level: 'warn', event: 'moderation', stack: stackOf(error) })
    return false
  }
}

function suggestionOf(checked: unknown): unknown {
  const result: unknown =
    typeof checked === 'object' && checked !== null ? Reflect.get(checked, 'result') : undefined
  return typeof result === 'object' && result !== null ? Reflect.get(result, 'suggest') : undefined
}
