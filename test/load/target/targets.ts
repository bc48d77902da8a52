/** Targets for tests: files of text, and clocks that are turned by hand. */
import type { WallClock } from '../../../src/load/target/clock.ts'
import { loadTarget } from '../../../src/load/target/load.ts'
import type { Target } from '../../../src/load/target/target.ts'
import type { Read } from '../../../src/scenarios/source.ts'

export const SMALL = `why: a lab
release: "12.6"
nodes: [fin1.lab.example, { host: fin2.lab.example, address: 127.0.0.1, ports: { https: 9445 } }, ]
users:
  - { id: "1001", extension: "31001", password: pw-1001 }
  - { id: "1002", extension: "31002", passwordEnv: P_1002 }
  - { id: "1003", extension: "31003", password: pw-1003, role: supervisor }
allow:
  hosts: [fin1.lab.example]
  agents: ["1001", "1003"]
  dial: ["5001"]
`

export function reading(files: Readonly<Record<string, string>>): Read {
  return (file) => files[file] ?? { problem: 'there is no such file' }
}

export const targetOf = (text: string, files: Readonly<Record<string, string>> = {}): Target =>
  loadTarget('lab/target.yaml', {
    read: reading({ 'lab/target.yaml': text, ...files }),
    env: { P_1002: 'pw-1002' },
  })

/** Sleeps last no time, and are remembered. */
export class HandClock implements WallClock {
  ms = 0
  readonly slept: number[] = []

  now(): number {
    return this.ms
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(Math.round(ms))
    const until = this.ms + ms
    await Promise.resolve()
    if (signal?.aborted) throw signal.reason
    this.ms = Math.max(this.ms, until)
  }
}
