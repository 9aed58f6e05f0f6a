// A local cloud with a crowd, for the measurement of calls. Argument: a JSON object of CloudProcess.
import path from 'node:path'
import { startLocalCloud } from '../main'
import type { Store } from '../store'
import { loadCrowd, type CrowdSize } from '../seed/crowd'
import { loadExaminees, loadQueue } from '../seed/examinees'
import { Meter } from './meter'

/** How the process is told what to do. */
export interface CloudProcess {
  data: string
  projectDir: string
  distDir: string
  crowd: ({ kind: 'claims' } & CrowdSize) | { kind: 'exam' | 'queue'; count: number }
}

function load(store: Pick<Store, 'load'>, crowd: CloudProcess['crowd'], now: number): void {
  if (crowd.kind === 'claims') loadCrowd(store, crowd, now)
  else if (crowd.kind === 'exam') loadExaminees(store, crowd.count, now)
  else loadQueue(store, crowd.count, now)
}

async function run({ data, projectDir, distDir, crowd }: CloudProcess): Promise<void> {
  const cloud = await startLocalCloud({
    port: 0,
    data,
    seed: 'empty',
    // Its timers sleep, so that every figure is of claims alone.
    now: new Date().toISOString(),
    preview: false,
    distDir,
    cloudbase: path.join(projectDir, 'cloudfunctions', 'cloudbase.json'),
    seedWith: async (store, _kind, { now }) => load(store, crowd, now),
    quiet: true,
  })
  const meter = new Meter(cloud)
  process.on('message', (question) => {
    if (question === 'stop') void cloud.close().then(() => process.exit(0))
    else process.send?.(meter.take())
  })
  process.on('disconnect', () => process.exit(1))
  process.send?.({ url: cloud.url })
}

void run(JSON.parse(process.argv[2] ?? '{}') as CloudProcess)
