import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Child } from './child'
import type { CloudProcess } from './cloud-process'
import type { Bench } from './context'

/** Starts a local cloud with a crowd in a process of its own. */
export function startCloudProcess(
  { projectDir, outDir }: Pick<Bench, 'projectDir' | 'outDir'>,
  data: string,
  crowd: CloudProcess['crowd'],
): Promise<Child> {
  mkdirSync(data, { recursive: true })
  const cloud: CloudProcess = { data, projectDir, distDir: path.join(outDir, 'functions'), crowd }
  return Child.start(path.join(outDir, 'cloud-process.js'), [JSON.stringify(cloud)])
}
