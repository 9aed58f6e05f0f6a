/** A refusal with one of CloudBase's error codes (docs.cloudbase.net/error-code/basic), fit to be sent to the caller. */
export class EndpointError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'EndpointError'
    this.code = code
  }
}

/** The client went away before its request was complete: there is nobody to answer. */
export class RequestAborted extends Error {
  constructor() {
    super('the client closed the connection')
    this.name = 'RequestAborted'
  }
}

/**
 * Turns anything thrown into `{code, message}` for the wire. Errors that carry a string `code` of the platform's form
 * are passed on; everything else is this program's own failure and becomes `SYS_ERR` without its details.
 */
export function toWireError(error: unknown): { code: string; message: string; internal: boolean } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && isPlatformError(error)) {
    return { code: error.code, message: error.message, internal: false }
  }
  return { code: 'SYS_ERR', message: 'system error', internal: true }
}

// Node's own errors carry codes as well (ENOENT, ERR_…), and their messages hold paths of this machine.
function isPlatformError(error: Error & { code: unknown }): boolean {
  return error instanceof EndpointError || error.name === 'StoreError'
}
