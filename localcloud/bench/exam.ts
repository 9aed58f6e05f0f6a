import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { examineeOpenid, examineePaper, expectedScore } from '../seed/examinees'
import type { Bench } from './context'
import { figuresOf, type Figure } from './figure'
import { Gunner, type Shot } from './load'
import { percentile } from './statistics'
import { startCloudProcess } from './start-cloud'

const CONCURRENCY = 16
const EXAMINEES = 150
const figure = figuresOf('exam')

const shot = (at: number, action: string, payload: object): Shot => ({
  path: '/call/training',
  headers: { 'x-openid': examineeOpenid(at) },
  body: { action, payload },
})

/** Everybody hands in within a minute (S-24): how fast, and whether anything is lost. */
export async function measureExam({ quick, ...bench }: Bench): Promise<Figure[]> {
  const count = quick ? 20 : EXAMINEES
  // One more candidate warms the function up.
  const cloud = await startCloudProcess(bench, path.join(bench.tempDir, 'exam'), {
    kind: 'exam',
    count: count + 1,
  })
  const gun = new Gunner(cloud.url, CONCURRENCY)
  try {
    await gun.fire([shot(count, 'handIn', { paperId: examineePaper(count), requestKey: randomUUID() })])
    const everyone = Array.from({ length: count }, (_, at) => at)
    const { perSecond, latencies } = await gun.fire(
      everyone.map((at) => shot(at, 'handIn', { paperId: examineePaper(at), requestKey: randomUUID() })),
    )
    const kept = await Promise.all(everyone.map((at) => scoreOf(cloud.url, at)))
    const lost = kept.filter(({ score, questions }) => score !== expectedScore(questions)).length
    return [
      figure(`papers handed in and graded, ${CONCURRENCY} at a time`, perSecond, '/s', {
        goal: { of: 'value', bound: 'at least', limit: EXAMINEES / 60 },
      }),
      figure('hand-in, p50', percentile(latencies, 0.5), 'ms'),
      figure('hand-in, p99', percentile(latencies, 0.99), 'ms'),
      figure(`lost or wrongly graded of ${count}`, lost, '', {
        goal: { of: 'value', bound: 'at most', limit: 0 },
      }),
    ]
  } finally {
    gun.close()
    await cloud.stop()
  }
}

async function scoreOf(url: string, at: number): Promise<{ score: number | null; questions: number }> {
  const response = await fetch(`${url}/call/training`, {
    method: 'POST',
    headers: { 'x-openid': examineeOpenid(at) },
    body: JSON.stringify({ action: 'paper', payload: { paperId: examineePaper(at) } }),
  })
  const { data } = (await response.json()) as {
    data: { questions: unknown[]; result: { score: number } | null }
  }
  return { score: data.result?.score ?? null, questions: data.questions.length }
}
