import 'wx-server-sdk'

declare module 'wx-server-sdk' {
  /** The SDK's own way to say "the environment this function runs in"; its published types know only names. */
  export function init(config: { env: symbol }): void
}
