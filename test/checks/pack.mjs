// Packs the npm packages of the mini-program as WeChat DevTools does ("构建 npm"), into miniprogram/miniprogram_npm.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Packs `dependencies` of package.json into `miniprogramDir/miniprogram_npm`; the folder is replaced only by a pack
 * without problems.
 * @returns {Promise<{ count: number, problems: string[] }>} every warning of the packer is a problem
 */
export async function packNpm(projectDir = root, miniprogramDir = path.join(projectDir, 'miniprogram')) {
  const packageJsonPath = path.join(projectDir, 'package.json')
  const wanted = Object.keys(JSON.parse(readFileSync(packageJsonPath, 'utf8')).dependencies ?? {})
  const temporary = path.join(projectDir, '.cache', `pack-${process.pid}`)
  mkdirSync(temporary, { recursive: true })
  try {
    const { packNpmManually } = loadQuietly('miniprogram-ci')
    const result = await packNpmManually({ packageJsonPath, miniprogramNpmDistDir: temporary })
    const problems = result.warnList.map((warning) =>
      `${warning.jsPath ?? ''} ${warning.msg ?? warning}`.trim(),
    )
    const packed = path.join(temporary, 'miniprogram_npm')
    for (const name of wanted)
      if (!existsSync(path.join(packed, name))) problems.push(`${name} was not packed`)
    if (problems.length === 0)
      replace(path.join(miniprogramDir, 'miniprogram_npm'), packed, stampOf(projectDir))
    return { count: result.miniProgramPackNum + result.otherNpmPackNum, problems }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Packs unless what is packed is what package.json names. */
export async function packIfMissing(projectDir = root) {
  const stamp = path.join(projectDir, 'miniprogram', 'miniprogram_npm', '.packed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(projectDir)) return
  const { problems } = await packNpm(projectDir)
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

function stampOf(projectDir) {
  const { dependencies } = JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8'))
  return JSON.stringify(dependencies ?? {})
}

function replace(target, packed, stamp) {
  writeFileSync(path.join(packed, '.packed'), stamp)
  rmSync(target, { recursive: true, force: true })
  renameSync(packed, target)
}

/** The packer greets on the terminal when it is loaded. */
function loadQuietly(name) {
  const { log } = console
  console.log = () => undefined
  try {
    return createRequire(import.meta.url)(name)
  } finally {
    console.log = log
  }
}
