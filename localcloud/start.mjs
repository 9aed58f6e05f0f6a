// `npm start`: installs what is missing, builds, starts the local cloud. Uses nothing but Node until all is installed.
import { OptionError, parseOptions, USAGE } from './options.mjs'
import { installMissing } from '../.ci/install.mjs'
import { buildAll, loadMain, paths } from './prepare.mjs'

async function start(options) {
  installMissing()
  await buildAll()
  const { startLocalCloud } = loadMain()
  const cloud = await startLocalCloud({ ...options, ...paths })
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    cloud.close().then(
      () => process.exit(0),
      (error) => fail(error.message, 1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  console.log(`ready ${cloud.url}`)
}

function fail(message, status) {
  console.error(message)
  process.exit(status)
}

try {
  const options = parseOptions(process.argv.slice(2), paths.projectDir)
  if (options.help) console.log(USAGE)
  else await start(options)
} catch (error) {
  if (error instanceof OptionError) fail(`${error.message}\n\n${USAGE}`, 2)
  if (error.code === 'EADDRINUSE') fail(`port ${error.port} is in use; choose another with --port`, 1)
  fail(process.env.DEBUG ? error.stack : error.message, 1)
}
