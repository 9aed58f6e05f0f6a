import type { Readable } from 'node:stream'
import { EndpointError, RequestAborted } from './errors'

/**
 * Reads a body whole. A body over the limit is read to its end and thrown away, so that the client gets its answer
 * instead of a broken connection, unless it goes on past eight times the limit.
 *
 * @param limit bytes
 * @param timeoutMs time for the whole body to arrive
 * @throws EndpointError `EXCEED_REQUEST_SIZE_LIMIT` or `SERVER_TIMEOUT`; RequestAborted when the client goes away
 */
export function readBody(stream: Readable, limit: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const timer = setTimeout(() => {
      fail(new EndpointError('SERVER_TIMEOUT', `the request body did not arrive within ${timeoutMs} ms`))
    }, timeoutMs)
    const settle = (): void => {
      clearTimeout(timer)
      stream.off('data', onData)
      stream.off('end', onEnd)
      stream.off('close', onGone)
    }
    const fail = (error: Error): void => {
      settle()
      reject(error)
    }
    const onData = (chunk: Buffer): void => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else chunks.length = 0
      if (size > limit * 8) fail(tooLarge(limit))
    }
    const onEnd = (): void => {
      if (size > limit) {
        fail(tooLarge(limit))
        return
      }
      settle()
      resolve(Buffer.concat(chunks, size))
    }
    const onGone = (): void => fail(new RequestAborted())
    stream.on('data', onData)
    stream.once('end', onEnd)
    stream.once('close', onGone)
    // An aborted request emits an error of its own; 'close' follows and settles the promise.
    stream.on('error', () => undefined)
  })
}

function tooLarge(limit: number): EndpointError {
  return new EndpointError('EXCEED_REQUEST_SIZE_LIMIT', `the request body is larger than ${limit} bytes`)
}
