import type { AdminCall } from './admin'
import { EndpointError } from './errors'
import type { DatabaseEngine } from './types'

/**
 * Hands a `database.*` action to the engine, which knows the actions and refuses others by name.
 *
 * @throws EndpointError `INVALID_PARAM` when another database instance is asked for; whatever the engine throws
 */
export function executeDatabase(call: AdminCall, engine: DatabaseEngine): Promise<Record<string, unknown>> {
  const { instance, database, ...params } = call.params
  for (const [name, value] of Object.entries({ instance, database })) {
    // The SDK's document database may name the default instance; the tables of a MySQL instance do not exist here.
    if (value !== undefined && value !== '' && value !== '(default)') {
      throw new EndpointError(
        'INVALID_PARAM',
        `database ${name} ${JSON.stringify(value)} is not supported by the local cloud`,
      )
    }
  }
  return engine.execute(call.action, params)
}
