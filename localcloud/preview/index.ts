import fs from 'node:fs'
import path from 'node:path'
import { copyAssets, copyFonts } from './builder/assets'
import { findUpward } from './builder/upward'
import { ProjectFiles } from './builder/files'
import { indexHtml } from './builder/page'
import { demoPlaces } from './builder/places'
import { readProject, type Project } from './builder/project'
import { bundleScripts } from './builder/scripts'
import { compileTemplates } from './builder/wxml'
import { compileStyles, isolationOf, scopeNames } from './builder/wxss'

export { PreviewError } from './builder/errors'

/** What a build of the preview needs. */
export interface PreviewOptions {
  miniprogramDir: string
  outDir: string
  /** Folder of the preview's browser sources; by default looked for from `miniprogramDir` upward. */
  runtimeDir?: string
}

/**
 * Builds the browser preview of a mini-program: index.html, app.js, app.css, fonts and `mini/` (the mini-program's pictures) in `outDir`.
 * Throws a PreviewError with file and place when the sources are wrong.
 */
export async function buildPreview(options: PreviewOptions): Promise<void> {
  const { miniprogramDir, outDir } = options
  const root = fs.realpathSync(miniprogramDir)
  const runtimeDir = options.runtimeDir ?? findUpward(root, 'localcloud/preview/runtime')
  fs.mkdirSync(path.join(outDir, 'fonts'), { recursive: true })
  const project = readProject(new ProjectFiles(root))
  const scopes = scopeNames(project.units)
  const styles = [
    'base.css',
    'controls.css',
    'panels.css',
    'media.css',
    'frame.css',
    'bars.css',
    'sheets.css',
    'bar.css',
  ]
    .map((name) => fs.readFileSync(path.join(runtimeDir, name), 'utf8'))
    .concat(compileStyles(project, scopes))
  fs.writeFileSync(path.join(outDir, 'app.css'), styles.join('\n'))
  fs.writeFileSync(path.join(outDir, 'index.html'), indexHtml(titleOf(project)))
  copyAssets(root, outDir)
  copyFonts(findUpward(root, 'node_modules/@fontsource/noto-sans-sc'), outDir)
  await bundleScripts({
    project,
    templates: compileTemplates(project),
    runtimeDir,
    outDir,
    data: {
      app: project.app,
      theme: project.theme,
      pages: project.pages,
      configs: Object.fromEntries(project.units.map((unit) => [unit.path, staticConfig(unit)])),
      scopes: Object.fromEntries(scopes),
      places: demoPlaces(root),
    },
  })
}

function staticConfig(unit: Project['units'][number]): Record<string, unknown> {
  return {
    ...unit.config,
    component: !unit.isPage,
    styleIsolation: isolationOf(unit),
    usingComponents: Object.fromEntries([...unit.using].map(([tag, target]) => [tag, `/${target}`])),
  }
}

function titleOf(project: Project): string {
  const window = project.app['window']
  const title =
    typeof window === 'object' && window !== null
      ? (window as Record<string, unknown>)['navigationBarTitleText']
      : undefined
  return typeof title === 'string' && title !== '' ? title : '小程序预览'
}
