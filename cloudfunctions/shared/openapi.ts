import * as cloud from 'wx-server-sdk'

/** The WeChat interfaces in use; each function's permissions for them stand in `cloudbase.json`. */
export type OpenapiName =
  'subscribeMessage.send' | 'security.msgSecCheck' | 'phonenumber.getPhoneNumber' | 'wxacode.getUnlimited'

/**
 * Calls a WeChat interface through `cloud.openapi`, which the SDK types as `any`.
 * @throws the SDK's error, with WeChat's `errCode`
 */
export async function openapi(name: OpenapiName, params: object): Promise<unknown> {
  const groups: Record<string, Record<string, (params: object) => Promise<unknown>>> = cloud.openapi
  const [group = '', verb = ''] = name.split('.')
  const call = groups[group]?.[verb]
  if (!call) throw new Error(`wx-server-sdk has no openapi ${name}`)
  return call(params)
}
