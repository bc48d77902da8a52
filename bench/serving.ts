/** Serves a small center in a process of its own until its parent goes: what generators of load are compared on. */
import { serve } from '../src/load/serve/serve.ts'
import { center } from './scenario.ts'

export interface Serving {
  readonly origin: string
  readonly user: string
  readonly password: string
  readonly path: string
}

if (import.meta.main) {
  const { workload } = center(20, 60)
  const free = new Set(Array.from({ length: 22 }, (_, user) => user))
  const served = await serve({ workload, seed: '1', ports: { https: 0 }, free })
  const [{ loginId: user, password }] = served.users as [(typeof served.users)[number]]
  const serving: Serving = { origin: served.addresses.https, user, password, path: `/finesse/api/User/${user}` }
  process.on('disconnect', () => void served.close().finally(() => process.exit()))
  process.send!({ serving, certificate: served.certificate })
}
