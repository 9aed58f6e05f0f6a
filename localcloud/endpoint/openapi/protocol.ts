import { Root } from 'protobufjs/light'
import { EndpointError } from '../errors'

/** The messages of wx-server-sdk's `protobuf/openapi.js` that carry an openapi call and its answer. */
const messages = Root.fromJSON({
  nested: {
    KeyValuePair: {
      fields: {
        key: { type: 'string', id: 1 },
        value: { type: 'bytes', id: 2 },
        contenttype: { type: 'string', id: 3 },
        filename: { type: 'string', id: 4 },
      },
    },
    OpenApiData: { fields: { pairs: { rule: 'repeated', type: 'KeyValuePair', id: 1 } } },
    CommApiData: {
      fields: {
        apiType: { type: 'int32', id: 1 },
        openapiData: { type: 'OpenApiData', id: 2 },
        appid: { type: 'string', id: 6 },
      },
    },
    CommOpenApiResp: {
      fields: {
        respData: { type: 'bytes', id: 1 },
        contentType: { type: 'string', id: 2 },
        errorCode: { type: 'int32', id: 3 },
        httpCode: { type: 'uint32', id: 4 },
      },
    },
  },
})
const CommApiData = messages.lookupType('CommApiData')
const CommOpenApiResp = messages.lookupType('CommOpenApiResp')

/** `CommApiData.apiType` of a call that WeChat's HTTP API answers; the others are WeChat's internal services. */
const OPEN_API = 0

interface DecodedPair {
  key?: string
  value?: Uint8Array
  filename?: string
}

/**
 * The parameters of an openapi call: each value is JSON text, except an attached file, of which only name and size stay.
 *
 * @param api named in the refusal of calls to WeChat's internal services (`getOpenData`, VoIP signatures …)
 * @throws EndpointError `INVALID_PARAM`
 */
export function decodeCall(api: string, message: Uint8Array): Record<string, unknown> {
  let decoded: { apiType?: number; appid?: string; openapiData?: { pairs?: DecodedPair[] } }
  try {
    decoded = CommApiData.toObject(CommApiData.decode(message))
  } catch {
    throw new EndpointError('INVALID_PARAM', `${api}: requestData is not the protobuf message CommApiData`)
  }
  if ((decoded.apiType ?? OPEN_API) !== OPEN_API) {
    throw new EndpointError(
      'INVALID_PARAM',
      `${api} (apiType ${decoded.apiType}) is not supported by the local cloud`,
    )
  }
  if (decoded.appid) {
    throw new EndpointError('INVALID_PARAM', `${api} for another appid is not supported by the local cloud`)
  }
  return Object.fromEntries((decoded.openapiData?.pairs ?? []).map((pair) => [pair.key ?? '', valueOf(pair)]))
}

/** WeChat's answer in the message that the SDK decodes. */
export function encodeReply(contentType: string, body: Uint8Array): Buffer {
  const message = CommOpenApiResp.create({ respData: body, contentType, errorCode: 0, httpCode: 200 })
  return Buffer.from(CommOpenApiResp.encode(message).finish())
}

function valueOf({ value = new Uint8Array(), filename }: DecodedPair): unknown {
  if (filename) return { filename, size: value.length }
  const text = Buffer.from(value).toString()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
