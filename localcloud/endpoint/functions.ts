import type { AdminCall } from './admin'
import { EndpointError } from './errors'
import type { EndpointOptions, Limits } from './types'

/**
 * `functions.invokeFunction`: a function calls another. The event travels as JSON text, and so does the result.
 *
 * @throws EndpointError for a bad name or event, or with the code of the called function's failure
 */
export async function invokeFunction(
  call: AdminCall,
  options: EndpointOptions,
  limits: Limits,
): Promise<Record<string, unknown>> {
  const { function_name: name, request_data: data = '', qualifier } = call.params
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]{0,59}$/.test(name)) {
    throw new EndpointError('INVALID_PARAM', 'function_name is not a function name')
  }
  if (qualifier !== undefined && qualifier !== '' && qualifier !== '$LATEST') {
    throw new EndpointError(
      'INVALID_PARAM',
      `function version ${JSON.stringify(qualifier)}: only $LATEST exists here`,
    )
  }
  const reply = await options.invoke(name, parseEvent(data, limits.eventBytes), call.caller)
  if (reply.error) throw new EndpointError(reply.error.code, reply.error.message)
  return { data: { response_data: reply.result ?? 'null' } }
}

function parseEvent(data: unknown, limit: number): unknown {
  if (typeof data !== 'string') throw new EndpointError('INVALID_PARAM', 'request_data is not text')
  if (Buffer.byteLength(data) > limit) {
    throw new EndpointError('EXCEED_REQUEST_SIZE_LIMIT', `the event is larger than ${limit} bytes`)
  }
  if (data === '') return {}
  try {
    return JSON.parse(data)
  } catch {
    throw new EndpointError('INVALID_PARAM', 'request_data is not JSON')
  }
}
