/**
 * A dissector that is not ours reads our bytes. Wireshark knows GED-125, the interface of the PG to a VRU; its messages
 * 1 to 8 (failures, OPEN, HEARTBEAT, CLOSE) have the header and the beginnings that those of GED-188 have.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { SECOND } from '../../src/sim/kernel/time.ts'
import { Stage } from '../wire/cti-codec/session-stage.ts'
import { closeReq, configReq, frame, heartbeatReq, openReq, queryAgent, setAgentState, u4 } from './cti-client.ts'

const missing = ['tshark', 'text2pcap'].filter((tool) => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return true
  }
})

const dir = mkdtempSync(join(tmpdir(), 'ccsim-tshark-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const SERVER = 42027
const CLIENT = 50000

const WIDTH = 16

/** One packet for each piece, as text2pcap reads hex dumps: lines of an offset and up to 16 bytes. */
function dump(pieces: readonly Uint8Array[]): string {
  const lines = pieces.flatMap((piece) =>
    Array.from({ length: Math.ceil(piece.length / WIDTH) }, (_, row) => {
      const bytes = Buffer.from(piece.subarray(row * WIDTH, (row + 1) * WIDTH))
      return `${(row * WIDTH).toString(16).padStart(6, '0')} ${bytes.toString('hex').replace(/../g, '$& ')}\n`
    }),
  )
  return `${lines.join('')}\n`
}

interface Read {
  readonly values: readonly number[]
  readonly lengths: readonly number[]
  /** What it complains of, by message. */
  readonly troubles: readonly string[]
}

function tshark(name: string, pieces: readonly Uint8Array[], ports: string): Read {
  const [text, pcap] = [join(dir, `${name}.txt`), join(dir, `${name}.pcap`)]
  writeFileSync(text, dump(pieces))
  execFileSync('text2pcap', ['-q', '-T', ports, text, pcap], { stdio: 'ignore' })
  const fields = ['ged125.value', 'ged125.len', '_ws.malformed', '_ws.expert.message'].flatMap((field) => ['-e', field])
  const args = ['-r', pcap, '-d', `tcp.port==${SERVER},ged125`, '-T', 'fields', '-E', 'separator=;', ...fields]
  const lines = execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(';'))
  const numbers = (column: number): number[] =>
    lines.flatMap((line) => (line[column] === '' ? [] : line[column]!.split(',').map(Number)))
  const troubles = lines.map((line) => line.slice(2).join(''))
  return { values: numbers(0), lengths: numbers(1), troubles }
}

const typeOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32BE(4)
const lengthOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32BE(0)
const isCommon = (bytes: Uint8Array): boolean => typeOf(bytes) <= 8

/** A session with everything that messages 1 to 8 are for, and a second one that ends in FAILURE_EVENT. */
function session(): { readonly sent: readonly Uint8Array[]; readonly written: readonly Uint8Array[] } {
  const stage = new Stage()
  const sent: Uint8Array[] = []
  const written: Uint8Array[] = []
  for (const script of [
    [
      openReq(),
      heartbeatReq(2),
      configReq(0x6),
      queryAgent(3, '1001'),
      openReq({ invoke: 4 }),
      setAgentState(5, '1001', 0, '31001'),
      frame(4711, u4(6)),
      closeReq(7),
    ],
    [openReq({ idle: 3 })],
    [openReq(), frame(3)],
  ]) {
    const client = stage.client()
    for (const bytes of script) {
      client.session.receive(bytes)
      stage.run(2 * SECOND)
    }
    sent.push(...script.filter(({ length }) => length > 8))
    written.push(...client.written)
  }
  return { sent: sent.filter(isCommon), written: written.filter(isCommon) }
}

describe.skipIf(missing.length > 0 && !process.env.CI)('tshark (skipped where it is not installed)', () => {
  const { sent, written } = session()

  // A message begins a packet: of several in one packet this dissector takes all to be as long as the first.
  it('reads what the server writes', () => {
    expect([...new Set(written.map(typeOf))].sort()).toEqual([1, 2, 4, 6, 8])
    const read = tshark('server', written, `${SERVER},${CLIENT}`)
    expect(read.values).toEqual(written.map(typeOf))
    expect(read.lengths).toEqual(written.map(lengthOf))
    expect(read.troubles.join('')).toBe('')
  })

  // Of GED-125's CLOSE_REQ it reads InvokeID and Status, and then looks for more than there has to be.
  it('reads what a client says', () => {
    expect([...new Set(sent.map(typeOf))].sort()).toEqual([3, 5, 7])
    const read = tshark('client', sent, `${CLIENT},${SERVER}`)
    expect(read.values).toEqual(sent.map(typeOf))
    expect(read.lengths).toEqual(sent.map(lengthOf))
    expect(read.troubles.filter((trouble, at) => trouble !== '' && read.values[at] !== 7)).toEqual([])
  })

  it('notices a length that is not that of the message', () => {
    const [first] = written
    const wrong = Buffer.concat([u4(lengthOf(first!) - 30), Buffer.from(first!).subarray(4)])
    const read = tshark('wrong', [wrong, ...written.slice(1)], `${SERVER},${CLIENT}`)
    expect(read.troubles.join('') === '' && read.lengths.join() === written.map(lengthOf).join()).toBe(false)
  })
})
