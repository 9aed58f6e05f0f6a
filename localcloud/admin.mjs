// `npm run admin -- --grant office --openid ID`: makes the first administrator of a township that has none.
// `npm run admin -- --township FILE`: puts a township's settings in force.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { installMissing } from '../.ci/install.mjs'
import { buildAll, loadAdministrator, loadMain, paths } from './prepare.mjs'

const USAGE = `npm run admin -- --grant office --openid ID [--data DIR] [--url http://127.0.0.1:PORT]
npm run admin -- --township FILE [--data DIR] [--url http://127.0.0.1:PORT]
  --grant office   the only role that is given here; all others are given in the mini-program
  --openid ID      the WeChat openid of the person (the mini-program shows it under 我的)
  --township FILE  settings of the township, as in cloudfunctions/township.json; in force within half a minute
  --data DIR       data folder of the local cloud (default .data/)
  --url URL        where the local cloud runs, when the data folder does not tell`

/** Held by whoever made the first administrator, so that two runs at once cannot make two. */
const MARK = 'first-administrator'

class UsageError extends Error {}

function parse(args) {
  const given = {}
  const rest = [...args]
  while (rest.length > 0) {
    const flag = rest.shift()
    const name = flag.replace(/^--/, '')
    if (!['--grant', '--openid', '--township', '--data', '--url'].includes(flag))
      throw new UsageError(`unknown option ${flag}`)
    const value = rest.shift()
    if (!value) throw new UsageError(`${flag} needs a value`)
    given[name] = value
  }
  if (given.township !== undefined) {
    if (given.grant ?? given.openid) throw new UsageError('--township goes without --grant and --openid')
    return { ...given, data: dataOf(given) }
  }
  if (given.grant !== 'office') throw new UsageError('--grant office is the only grant made here')
  if (!/^[\x21-\x7e]{1,128}$/.test(given.openid ?? ''))
    throw new UsageError('--openid is missing or impossible')
  if (given.url !== undefined && !/^http:\/\/[^/]+$/.test(given.url))
    throw new UsageError('--url http://127.0.0.1:PORT')
  return { ...given, data: dataOf(given) }
}

function dataOf({ data = '.data' }) {
  return path.resolve(paths.projectDir, data)
}

/** Runs `work` with the environment of the running local cloud, or of one started for it. */
async function onCloud({ data, url }, work) {
  const { environmentOf, startLocalCloud } = loadMain()
  const running = environmentOf(data, url)
  if (running) return work(running)
  const cloud = await startLocalCloud({ ...paths, port: 0, data, seed: 'empty', preview: false, quiet: true })
  try {
    return await work(cloud.sdkEnv)
  } finally {
    await cloud.close()
  }
}

/** @returns an error text, or null when the grant was made */
async function grant(env, openid) {
  Object.assign(process.env, env)
  const { default: cloudbase } = await import('@cloudbase/node-sdk')
  const { ADMINISTRATOR, firstAdministrator } = loadAdministrator()
  const db = cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV }).database()
  const refusal =
    '已经有管理员了：请由管理员在小程序里授权。There is an administrator already; further grants are made in the mini-program.'
  const { total } = await db.collection('people').where({ 'roles.role': ADMINISTRATOR.role }).count()
  if (total > 0) return refusal
  const { _id, ...person } = firstAdministrator(openid, Date.now())
  const transaction = await db.startTransaction()
  try {
    await transaction.collection('settings').add({ _id: MARK, openid, at: person.createdAt })
    const { data } = await transaction.collection('people').doc(_id).get()
    // Someone who used the mini-program before keeps what is known of them.
    const known = Array.isArray(data) ? data[0] : data
    const record = { ...person, ...known, roles: [...(known?.roles ?? []), ADMINISTRATOR] }
    delete record._id
    await transaction.collection('people').doc(_id).set(record)
    await transaction.commit()
    return null
  } catch (error) {
    await transaction.rollback().catch(() => undefined)
    if (/E11000|duplicate/i.test(error.message) || error.code === 'DATABASE_TRANSACTION_CONFLICT')
      return refusal
    throw error
  }
}

/** @returns an error text, or null when the settings are in force */
async function settle(env, file) {
  let json
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return `${file}: ${error.message}`
  }
  Object.assign(process.env, env)
  const done = await loadAdministrator().replaceSettings(json)
  if (done === null) return '有人同时在改设置，请再试一次。Somebody else saved settings meanwhile; try again.'
  if (done.problems) return `${file} is not in order:\n${done.problems.map((each) => `  ${each}`).join('\n')}`
  console.log(`settings of ${file} are in force, version ${done.version}`)
  return null
}

/** @returns an error text, or null when it was done */
async function run(options) {
  if (options.township !== undefined) return onCloud(options, (env) => settle(env, options.township))
  const refused = await onCloud(options, (env) => grant(env, options.openid))
  if (refused) return refused
  console.log(`${options.openid} is now an administrator (乡综治办) of the local cloud in ${options.data}\n`)
  console.log(onCloudBase(options.openid))
  return null
}

function onCloudBase(openid) {
  const { firstAdministrator } = loadAdministrator()
  return `On CloudBase: in the console, 数据库 → people → 添加记录, in JSON mode:
${JSON.stringify(firstAdministrator(openid, Date.now()), null, 2)}
(if a record of this _id exists, add {"role":"office"} to its roles instead)`
}

try {
  const options = parse(process.argv.slice(2))
  installMissing()
  await buildAll()
  const refused = await run(options)
  if (refused) console.error(refused)
  process.exit(refused ? 1 : 0)
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error.message)
  process.exit(error instanceof UsageError ? 2 : 1)
}
