// project.config.json: what WeChat DevTools needs to open, pack and upload the project as it is.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What is wrong with the project's settings, one line each. */
export function projectProblems(root) {
  const config = JSON.parse(readFileSync(path.join(root, 'project.config.json'), 'utf8'))
  const setting = config.setting ?? {}
  const problems = []
  const expects = (fine, text) => fine || problems.push(`project.config.json: ${text}`)
  expects(config.compileType === 'miniprogram', 'compileType is not miniprogram')
  expects(/^(touristappid|wx[0-9a-f]{16})$/.test(config.appid ?? ''), `appid ${config.appid} is none`)
  expects(/^\d+\.\d+\.\d+$/.test(config.libVersion ?? ''), 'libVersion is no version')
  expects(
    existsSync(path.join(root, config.miniprogramRoot ?? '?', 'app.json')),
    'miniprogramRoot has no app.json',
  )
  expects(
    path.posix.normalize(config.cloudfunctionRoot ?? '') === 'cloudfunctions/dist/',
    'cloudfunctionRoot is not where `npm run build` writes',
  )
  expects(setting.useCompilerPlugins?.includes('typescript') === true, 'TypeScript is not compiled')
  expects(setting.ignoreUploadUnusedFiles === true, 'unused files are uploaded')
  expects(setting.minified === true, 'scripts are not minified')
  expects(setting.packNpmManually === true, 'npm packages are looked for beside app.json')
  const relations = setting.packNpmRelationList ?? []
  expects(relations.length > 0, 'packNpmRelationList is empty')
  for (const { packageJsonPath, miniprogramNpmDistDir } of relations) {
    expects(existsSync(path.join(root, packageJsonPath)), `${packageJsonPath} does not exist`)
    expects(
      path.join(root, miniprogramNpmDistDir) === path.join(root, config.miniprogramRoot ?? '?'),
      `${miniprogramNpmDistDir} is not the mini-program`,
    )
  }
  return problems
}
