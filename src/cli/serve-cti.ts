/** The CTI servers of a center that is served, for other CTI clients than its own Finesse nodes. */
import type { Authority } from '../load/serve/certificate.ts'
import { createCertificate } from '../load/serve/certificate.ts'
import { ctiPorts, type ServedCti, serveCti } from '../load/serve/cti-servers.ts'
import { doors } from '../load/serve/doors.ts'
import type { Served } from '../load/serve/serve.ts'
import { InputProblem } from './input-problem.ts'
import { wholeOf } from './number-option.ts'

/** Port of side A; undefined where nobody is to connect. */
export type CtiPort = number | undefined

/** Beside another port of HTTPS, so that two centers on one machine do not meet. */
const ASIDE = 20
const B_ABOVE_A = { usual: ctiPorts.b - ctiPorts.a, aside: 10 }
const TLS_ABOVE = ctiPorts.secureA - ctiPorts.a
const PORT_MAX = 65_535

/** `--cti`: a port, 0 for any, or `off`; by default the usual one, or one beside HTTPS where that was moved. */
export function ctiPortOf(word: string | undefined, https: number): CtiPort {
  if (word === 'off') return undefined
  const port = word === undefined ? defaultPort(https) : wholeOf('--cti', word, PORT_MAX)
  if (port + bAbove(port) + TLS_ABOVE > PORT_MAX) {
    throw new InputProblem(`--cti: ${PORT_MAX - bAbove(port) - TLS_ABOVE} or less, as side B and TLS are above; 0 any`)
  }
  return port
}

function defaultPort(https: number): number {
  if (https === 0) return 0
  if (https === doors.https.port) return ctiPorts.a
  return https + ASIDE + B_ABOVE_A.aside + TLS_ABOVE > PORT_MAX ? 0 : https + ASIDE
}

const bAbove = (a: number): number => (a === ctiPorts.a ? B_ABOVE_A.usual : B_ABOVE_A.aside)

export async function openCti(
  served: Served,
  port: CtiPort,
  authority: Authority,
  nowMs: number,
): Promise<ServedCti | undefined> {
  const { center, pace, names, domain } = served
  if (port === undefined || center.workload.deployment !== 'cce') return undefined
  const { host } = served.nodes[0]
  const known: readonly [string, ...string[]] = [domain, ...new Set(['localhost', '127.0.0.1', '::1', host])]
  const at = (more: number): number => (port === 0 ? 0 : port + more)
  const b = bAbove(port)
  return serveCti({
    center,
    pace,
    host,
    epochMs: names.epochMs,
    ports: { a: at(0), b: at(b) },
    ...(center.pgProfile.ctiSecure === 0
      ? {}
      : {
          tls: {
            certificate: createCertificate(authority, { names: known, nowMs }),
            ports: { a: at(TLS_ABOVE), b: at(b + TLS_ABOVE) },
          },
        }),
  })
}
