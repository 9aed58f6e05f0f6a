// The options of `npm start`. Uses nothing but Node.
import path from 'node:path'

export const USAGE = `npm start -- [options]
  --port N             port on 127.0.0.1; 0 for a free one (default 8080)
  --data DIR           folder that keeps the data (default .data/)
  --seed demo|empty    what a new data folder starts with (default demo)
  --now ISO            start with a test clock, e.g. 2026-11-24T19:00:00+08:00; POST /clock moves it
  --no-preview         without the mini-program in the browser`

/** A wrong option, in words fit to print. */
export class OptionError extends Error {}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

const valued = {
  port(text) {
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new OptionError(`--port ${text}: not a port`)
    return Number(text)
  },
  data: (text, root) => path.resolve(root, text),
  seed(text) {
    if (text !== 'demo' && text !== 'empty') throw new OptionError(`--seed ${text}: demo or empty`)
    return text
  },
  now(text) {
    if (!INSTANT.test(text) || Number.isNaN(Date.parse(text))) {
      throw new OptionError(`--now ${text}: not an ISO time with its zone, e.g. 2026-11-24T19:00:00+08:00`)
    }
    return text
  },
}

/**
 * Reads `--name value` and `--name=value`.
 * @param {string[]} args
 * @param {string} root folder that a relative --data starts from
 * @throws OptionError on an option that is unknown, given twice, without its value or wrong
 */
export function parseOptions(args, root) {
  const given = {}
  const rest = [...args]
  while (rest.length > 0) {
    const [flag, inline] = split(rest.shift())
    if (flag === '--help' && inline === undefined) return { help: true }
    if (flag === '--no-preview' && inline === undefined) {
      given.preview = false
      continue
    }
    const name = flag.replace(/^--/, '')
    if (!flag.startsWith('--') || !Object.hasOwn(valued, name))
      throw new OptionError(`unknown option ${flag}`)
    if (Object.hasOwn(given, name)) throw new OptionError(`${flag} is given twice`)
    const text = inline ?? rest.shift()
    if (text === undefined || text === '') throw new OptionError(`${flag} needs a value`)
    given[name] = valued[name](text, root)
  }
  return { port: 8080, data: path.join(root, '.data'), seed: 'demo', preview: true, ...given }
}

function split(arg) {
  const at = arg.indexOf('=')
  return at < 0 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)]
}
