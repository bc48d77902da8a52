/** Targets that lead to an embedded Finesse on loopback. */
import type { Served, ServeOptions } from '../../../src/load/serve/serve.ts'
import { loadTarget } from '../../../src/load/target/load.ts'
import type { Target } from '../../../src/load/target/target.ts'
import type { ScenarioDefinition } from '../../../src/scenarios/define.ts'
import { serveQuiet } from '../clients.ts'
import { reading } from './targets.ts'

export const DOMAINS = ['fin1.ccsim.test', 'fin2.ccsim.test'] as const

/** Two nodes under names of their own, with nobody signed in. */
export function servePair(
  more: Partial<ScenarioDefinition> = {},
  options: Partial<ServeOptions> = {},
): Promise<Served> {
  const topology = {
    agents: 4,
    supervisors: 1,
    teamSize: 4,
    queues: ['sales'],
    finesse: 2,
    cti: 'AB' as const,
    awdb: 2,
  }
  return serveQuiet({ topology, ...more }, { domains: DOMAINS, ...options })
}

export interface TargetParts {
  readonly release?: string
  readonly deployment?: string
  /** Names of the nodes as the target has them. */
  readonly hosts?: readonly string[]
  readonly users?: string
  readonly allow?: string
  readonly limits?: string
}

const USERS = `
  - { id: "1001", extension: "31001", passwordEnv: P_1001 }
  - { id: "1002", extension: "31002", password: pw-1002 }
  - { id: "1005", extension: "31005", password: pw-1005, role: supervisor }`

/** The file of a target for these nodes; `ca.pem` is expected beside it. */
export function textOf(served: Served, parts: TargetParts = {}): string {
  const { release = '12.6', deployment = 'cce', hosts, users = USERS, allow } = parts
  const { limits = '{ requests: 200/s, signIns: 50/s, patience: 3s }' } = parts
  const nodes = served.nodes.map(({ domain, ports }, index) => {
    const { http: _, ...doors } = ports
    return `  - { host: ${hosts?.[index] ?? domain}, address: 127.0.0.1, ports: ${JSON.stringify(doors)} }`
  })
  const lines = ['why: an embedded one', `release: "${release}"`, `deployment: ${deployment}`, 'ca: ca.pem', 'nodes:']
  return [
    ...lines,
    ...nodes,
    `users: ${users}`,
    ...(allow === undefined ? [] : [`allow: ${allow}`]),
    `limits: ${limits}`,
    '',
  ].join('\n')
}

export function servedTarget(served: Served, parts: TargetParts = {}, ca: string = served.certificate): Target {
  const read = reading({ 'target.yaml': textOf(served, parts), 'ca.pem': ca })
  return loadTarget('target.yaml', { read, env: { P_1001: 'pw-1001' } })
}
