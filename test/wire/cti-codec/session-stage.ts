/** A session of a CTI server in virtual time: bytes go in, and what the server writes is kept. No sockets, no waiting. */
import { createCtiCenter } from '../../../src/load/serve/cti-center.ts'
import { defineScenario } from '../../../src/scenarios/define.ts'
import type { ContactCenter } from '../../../src/sim/contact-center.ts'
import type { Env, Part } from '../../../src/sim/kernel/kernel.ts'
import { SECOND } from '../../../src/sim/kernel/time.ts'
import { createCtiNames } from '../../../src/wire/cti-codec/names.ts'
import { CtiServerSession } from '../../../src/wire/cti-codec/server-session.ts'

const { workload } = defineScenario({
  name: 'stage',
  why: 'one client, no sockets',
  duration: '48h',
  topology: { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], finesse: 1, cti: 'A', awdb: 1 },
  traffic: [
    { queue: 'sales', arrive: { every: '5s' }, talk: '20s', patience: 'forever', callVariables: { 1: 'gold' } },
  ],
})

export class Stage implements Part {
  readonly center: ContactCenter
  readonly #env: Env
  readonly #sessions = new Map<number, CtiServerSession>()
  readonly #instances = new Set<string>()

  constructor() {
    this.center = createCtiCenter(workload, 'stage')
    const { kernel } = this.center
    this.#env = kernel.node('stage')
    kernel.attach(this.#env, this)
    kernel.run(2 * SECOND)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    this.#sessions.get(link ^ 1)?.heard(kind, about, body)
  }

  run(us: number): void {
    const { kernel } = this.center
    kernel.run(kernel.now + us)
  }

  client(version = 24): StageClient {
    const { kernel, cti } = this.center
    const server = cti[0]!
    const link = kernel.network.connect(this.#env.node, server.env.node, { latencyUs: 0 })
    server.expect(link ^ 1, 101)
    const written: Uint8Array[] = []
    const client: StageClient = {
      written,
      ended: undefined,
      session: new CtiServerSession(
        {
          write: (bytes) => void written.push(bytes),
          end: () => {
            client.ended = 'end'
          },
          reset: () => {
            client.ended = 'reset'
          },
          send: (kind, about, body) => this.#env.send(link, kind, about, body),
        },
        {
          names: createCtiNames({ center: this.center, epochMs: 1_767_600_000_000 }),
          now: () => kernel.now,
          version,
          standbyAnswer: 15,
          instances: this.#instances,
        },
      ),
    }
    this.#sessions.set(link, client.session)
    return client
  }
}

export interface StageClient {
  readonly session: CtiServerSession
  readonly written: Uint8Array[]
  ended: 'end' | 'reset' | undefined
}
