import http from 'node:http'
import { text } from 'node:stream/consumers'

/** One request to be sent: a POST of JSON. */
export interface Shot {
  path: string
  headers: Record<string, string>
  body: object
}

/** What a volley of requests took. */
export interface Volley {
  /** Answered per second. */
  perSecond: number
  /** Of each request, in ms. */
  latencies: number[]
}

/** Sends requests over kept connections, a fixed number at a time. */
export class Gunner {
  private readonly agent: http.Agent

  constructor(
    private readonly url: string,
    private readonly concurrency: number,
  ) {
    this.agent = new http.Agent({ keepAlive: true, maxSockets: concurrency })
  }

  /**
   * Sends all and waits for the answers.
   * @throws Error with the answer that is not `{ ok: true }`
   */
  async fire(shots: readonly Shot[]): Promise<Volley> {
    const latencies: number[] = []
    let next = 0
    const work = async (): Promise<void> => {
      for (let shot = shots[next++]; shot !== undefined; shot = shots[next++]) {
        const started = performance.now()
        const answer = await this.send(shot)
        latencies.push(performance.now() - started)
        if ((JSON.parse(answer) as { ok?: boolean }).ok !== true) throw new Error(answer)
      }
    }
    const started = performance.now()
    await Promise.all(Array.from({ length: this.concurrency }, work))
    return { perSecond: (shots.length / (performance.now() - started)) * 1000, latencies }
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy()
  }

  private send({ path, headers, body }: Shot): Promise<string> {
    const bytes = Buffer.from(JSON.stringify(body))
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.url}${path}`,
        {
          agent: this.agent,
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers },
        },
        (response) => void text(response).then(resolve, reject),
      )
      request.once('error', reject)
      request.end(bytes)
    })
  }
}
