// The least that could take claims: Node's HTTP server and two statements in one transaction of libsql, with the
// store's own settings of durability. Argument: a JSON object of BareServer.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Database from 'libsql'

/** How the process is told what to do. */
export interface BareServer {
  file: string
  shifts: number
  seats: number
}

const SCHEMA = `
  CREATE TABLE shifts (id INTEGER PRIMARY KEY, seats INTEGER NOT NULL, taken INTEGER NOT NULL);
  CREATE TABLE claims (shift INTEGER NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (shift, person));`

function run({ file, shifts, seats }: BareServer): void {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec(SCHEMA)
  db.exec('BEGIN')
  const add = db.prepare<[number, number]>('INSERT INTO shifts (id, seats, taken) VALUES (?, ?, 0)')
  for (let at = 0; at < shifts; at++) add.run(at, seats)
  db.exec('COMMIT')
  const take = db.prepare<[number]>('UPDATE shifts SET taken = taken + 1 WHERE id = ? AND taken < seats')
  const note = db.prepare<[number, string, number]>('INSERT INTO claims (shift, person, at) VALUES (?, ?, ?)')

  const claim = (shift: number, person: string): boolean => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const free = take.run(shift).changes === 1
      if (free) note.run(shift, person, Date.now())
      db.exec(free ? 'COMMIT' : 'ROLLBACK')
      return free
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }

  const server = http.createServer((req, res) => {
    void text(req).then((body) => {
      const { shift, person } = JSON.parse(body) as { shift: number; person: string }
      res.setHeader('content-type', 'application/json')
      res.end(JSON.stringify({ ok: claim(shift, person) }))
    })
  })
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  })
  process.on('message', () => process.exit(0))
  process.on('disconnect', () => process.exit(0))
}

run(JSON.parse(process.argv[2] ?? '{}') as BareServer)
