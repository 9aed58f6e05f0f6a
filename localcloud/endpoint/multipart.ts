import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import busboy from 'busboy'
import { EndpointError } from './errors'

/** How many parts a form may have; the SDKs send about ten. */
export const FORM_LIMITS = { fields: 64, files: 16, parts: 80, fieldNameSize: 200 }

/**
 * Parses a multipart form that is already in memory into its fields: text as strings, binary parts as buffers
 * (the SDK sends protobuf as a part without a file name).
 *
 * @throws EndpointError `INVALID_PARAM` when the form is broken, has a field twice or too many of them
 */
export async function parseForm(
  body: Buffer,
  headers: IncomingHttpHeaders,
): Promise<Record<string, string | Buffer>> {
  const fields = new Map<string, string | Buffer>()
  let problem = ''
  const add = (name: string, value: string | Buffer): void => {
    if (fields.has(name)) problem = `field ${name} given twice`
    fields.set(name, value)
  }
  try {
    const parser = busboy({ headers, limits: { ...FORM_LIMITS, fieldSize: body.length + 1 } })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      parser.on(limit, () => {
        problem = 'too many fields'
      })
    }
    parser.on('field', add)
    parser.on('file', (name, stream) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => add(name, Buffer.concat(chunks)))
      // The parser reports the same failure; without a listener here it would end the process.
      stream.on('error', () => undefined)
    })
    const done = once(parser, 'close')
    parser.end(body)
    await done
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error)
  }
  if (problem !== '') throw new EndpointError('INVALID_PARAM', `broken multipart form: ${problem}`)
  return Object.fromEntries(fields)
}
