import fs from 'node:fs'
import path from 'node:path'

const code = new Set(['.ts', '.js', '.wxml', '.wxss', '.wxs', '.json', '.map', '.md'])
const skippedFolders = new Set(['node_modules', 'miniprogram_npm'])

/** Copies pictures and other data files of the mini-program to `mini/`, those that changed only. */
export function copyAssets(root: string, outDir: string): void {
  const copy = (folder: string): void => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const relative = path.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name) && !entry.name.startsWith('.')) copy(relative)
      } else if (!code.has(path.extname(entry.name))) {
        copyChanged(path.join(root, relative), path.join(outDir, 'mini', relative))
      }
    }
  }
  copy('')
}

/** Ships the CJK web font, for machines without a Chinese font: one sheet and its subset files. */
export function copyFonts(packageDir: string, outDir: string): void {
  const sheets: string[] = []
  for (const weight of ['400', '700']) {
    const css = fs.readFileSync(path.join(packageDir, `${weight}.css`), 'utf8')
    sheets.push(css.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''))
    for (const match of css.matchAll(/\.\/(files\/[^)]+\.woff2)\)/g)) {
      const file = match[1] ?? ''
      copyChanged(path.join(packageDir, file), path.join(outDir, 'fonts', file))
    }
  }
  fs.writeFileSync(path.join(outDir, 'fonts', 'fonts.css'), sheets.join('\n'))
}

function copyChanged(from: string, to: string): void {
  const source = fs.statSync(from)
  const target = fs.statSync(to, { throwIfNoEntry: false })
  if (target && target.size === source.size && target.mtimeMs >= source.mtimeMs) return
  fs.mkdirSync(path.dirname(to), { recursive: true })
  fs.copyFileSync(from, to)
}
