import { ApiError } from './call'
import { session } from '../session'

/** `fetch` that fails as a phone without network does, when the bar's offline switch is on. */
export async function fetchOrFail(url: string, init?: RequestInit): Promise<Response> {
  if (session.offline)
    throw new ApiError('request:fail net::ERR_INTERNET_DISCONNECTED 网络不可用', { errCode: -1 })
  try {
    return await fetch(url, init)
  } catch (error) {
    throw new ApiError(`request:fail ${error instanceof Error ? error.message : String(error)}`, {
      errCode: -1,
    })
  }
}
