// What a deployment does, step by step, as data: printed by --dry-run, carried out otherwise.

/** Read from the operator's environment at deployment and given to every function; never printed. */
export const secrets = ['FIELD_KEYS']

/** Steps in order: data before the functions that need it, rules before anybody can call. */
export function planOf(deployment, envId, only) {
  const names = only ?? Object.keys(deployment.functions)
  const unknown = names.filter((name) => !Object.hasOwn(deployment.functions, name))
  if (unknown.length > 0) throw new Error(`cloudbase.json has no function ${unknown.join(', ')}`)
  const functions = [
    { kind: 'build', functions: names },
    ...names.map((name) => ({ kind: 'function', name, settings: functionSettings(deployment, name) })),
  ]
  if (only !== undefined) return { envId, steps: functions }
  const collections = Object.entries(deployment.collections).flatMap(([name, { rule, indexes }]) => [
    { kind: 'collection', name },
    { kind: 'rule', name, rule },
    ...(indexes.length > 0 ? [{ kind: 'indexes', name, indexes }] : []),
  ])
  return {
    envId,
    steps: [...collections, { kind: 'storage rule', rule: deployment.storage.rule }, ...functions],
  }
}

/** One function as cloudbaserc.json of @cloudbase/cli describes it, without its environment variables. */
function functionSettings(deployment, name) {
  const { memory, timeout, trigger } = { ...deployment.defaults, ...deployment.functions[name] }
  return {
    name,
    type: 'Event',
    handler: 'index.main',
    runtime: deployment.runtime,
    memorySize: memory,
    timeout,
    // The bundles hold all they need.
    installDependency: false,
    ignore: ['*.map'],
    triggers: trigger === undefined ? [] : [{ name: trigger.name, type: 'timer', config: trigger.cron }],
  }
}

/**
 * The configuration file of @cloudbase/cli.
 * @param {{ envId: string, steps: object[] }} plan
 * @param {string} functionRoot
 * @param {Record<string, string>} variables the functions' environment variables
 * @returns {{ envId: string, functions: { name: string, envVariables: Record<string, string> }[] }}
 */
export function cloudbaserc(plan, functionRoot, variables) {
  const { envId, steps } = plan
  const functions = steps.filter((step) => step.kind === 'function')
  return {
    version: '2.0',
    envId,
    functionRoot,
    functions: functions.map(({ settings }) => ({ ...settings, envVariables: variables })),
  }
}

/** Arguments of `tcb` that deploy one function. */
export function deployArguments(name, envId, configFile) {
  return ['fn', 'deploy', name, '--envId', envId, '--force', '--yes', '--config-file', configFile]
}

/** An index as the cloud's UpdateTable takes it. */
export function indexInput({ name, fields, unique = false }) {
  return {
    IndexName: name,
    MgoKeySchema: {
      MgoIsUnique: unique,
      MgoIndexKeys: Object.entries(fields).map(([Name, direction]) => ({
        Name,
        Direction: String(direction),
      })),
    },
  }
}

/** Lines that say what a step would do. */
export function describe(step, envId, configFile) {
  switch (step.kind) {
    case 'collection':
      return [`collection ${step.name}: create it unless it is there (flexdb CreateTable)`]
    case 'rule':
      return [`collection ${step.name}: security rule ${JSON.stringify(step.rule)} (tcb ModifySafeRule)`]
    case 'indexes':
      return step.indexes.map(({ name, fields, unique }) => {
        const what = `${unique ? 'unique ' : ''}index ${name} ${JSON.stringify(fields)}`
        return `collection ${step.name}: create ${what} unless it is there (flexdb UpdateTable)`
      })
    case 'storage rule':
      return [`storage: security rule ${JSON.stringify(step.rule)} (tcb ModifyStorageSafeRule)`]
    case 'build':
      return [`build ${step.functions.join(', ')} into cloudfunctions/dist`]
    case 'function':
      return [
        `function ${step.name}: ${JSON.stringify(step.settings)}, environment ${secrets.join(', ')}`,
        `  $ tcb ${deployArguments(step.name, envId, configFile).join(' ')}`,
      ]
    default:
      throw new Error(`no step ${step.kind}`)
  }
}
