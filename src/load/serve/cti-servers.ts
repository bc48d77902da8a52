/**
 * The CTI servers A and B on real sockets, plain and under TLS, around a paced contact center: for a real Finesse, or
 * any other client of GED-188. Ports as Cisco's servers have them for instance 0 (CTI Server Message Reference Guide,
 * Connecting to the CTI Server; Port Utilization Guide for Unified CCE).
 */
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { CtiServer } from '../../sim/cti/cti-server.ts'
import type { Directory } from '../../sim/domain/directory.ts'
import { type ReleaseProfile, releaseProfile } from '../../sim/domain/release.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import type { Kernel } from '../../sim/kernel/kernel.ts'
import { createCtiNames } from '../../wire/cti-codec/names.ts'
import type { CtiSessionOptions, StandbyAnswer } from '../../wire/cti-codec/server-session.ts'
import type { Pace } from '../pace.ts'
import type { Certificate } from './certificate.ts'
import { serveCtiConnection } from './cti-connection.ts'
import { CtiDoor } from './cti-door.ts'
import { CtiExchange } from './cti-exchange.ts'

const { ctiPortA, ctiPortB, ctiSecurePortA, ctiSecurePortB } = releaseProfile('15.0')
export const ctiPorts = { a: ctiPortA, b: ctiPortB, secureA: ctiSecurePortA, secureB: ctiSecurePortB } as const

export type StandbyBehaviour = 'refuse' | StandbyAnswer

export interface CtiServersOptions {
  readonly center: {
    readonly kernel: Kernel
    readonly workload: Workload
    readonly directory: Directory
    readonly cti: readonly CtiServer[]
    readonly pgProfile: ReleaseProfile
  }
  readonly pace: Pace
  /** Milliseconds since 1970 at virtual time 0. */
  readonly epochMs: number
  /** Loopback unless told. */
  readonly host?: string
  /** 0 lets the system choose. */
  readonly ports?: { readonly a: number; readonly b: number }
  /** With a certificate TLS is served as well; ports 42030 and 43030 unless told. */
  readonly tls?: {
    readonly certificate: Certificate
    readonly ports?: { readonly a: number; readonly b: number }
  }
  readonly peripheralId?: number
  /**
   * What the side that is not active does with clients that cannot be standby: it does not listen, or refuses OPEN_REQ
   * with a status. The guides of protocol versions 24 and 25, that of CCX and Finesse's Test Connection differ. 15 is
   * what the simulated Finesse meets.
   */
  readonly standby?: StandbyBehaviour
  /** Highest protocol version; that of the PG's release unless told. */
  readonly version?: number
}

export interface ServedSide {
  readonly side: 'A' | 'B'
  readonly host: string
  readonly port: number
  readonly securePort: number | undefined
}

export interface ServedCti {
  readonly sides: readonly ServedSide[]
  readonly peripheralId: number
  readonly version: number
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
/** How soon a port follows the process behind it. */
const LOOK_MS = 100

export async function serveCti(options: CtiServersOptions): Promise<ServedCti> {
  const { center, pace, epochMs, host = LOOPBACK, ports = ctiPorts, tls, standby = 15 } = options
  const names = createCtiNames({ center, epochMs, peripheralId: options.peripheralId })
  const version = options.version ?? center.pgProfile.ctiVersion
  const sides = center.cti.map((server, index) => {
    const exchange = new CtiExchange(center.kernel, pace, server)
    const session: CtiSessionOptions = {
      names,
      now: () => exchange.now(),
      version,
      standbyAnswer: standby === 'refuse' ? 15 : standby,
      instances: new Set(),
    }
    const accept = (socket: Socket): void => serveCtiConnection(socket, exchange, session)
    const isB = index > 0
    const door = new CtiDoor(createServer(accept), host, isB ? ports.b : ports.a)
    const { a = ctiPorts.secureA, b = ctiPorts.secureB } = tls?.ports ?? {}
    const secure = tls && new CtiDoor(secureServer(tls.certificate, accept), host, isB ? b : a)
    const isOpen = (): boolean => exchange.isThere && (standby !== 'refuse' || server.active)
    return { side: isB ? 'B' : 'A', doors: secure === undefined ? [door] : [door, secure], isOpen } as const
  })

  const follow = async (): Promise<void> => {
    for (const { doors, isOpen } of sides) for (const door of doors) await door.set(isOpen())
  }
  const look = setInterval(() => void follow().catch(() => undefined), LOOK_MS)
  const close = async (): Promise<void> => {
    clearInterval(look)
    await Promise.all(sides.flatMap(({ doors }) => doors.map((door) => door.close())))
  }
  try {
    await follow()
  } catch (error) {
    await close()
    throw error
  }
  return {
    get sides() {
      return sides.map(({ side, doors: [plain, secure] }) => ({
        side,
        host,
        port: plain!.port,
        securePort: secure?.port,
      }))
    },
    peripheralId: names.peripheralId,
    version,
    close,
  }
}

function secureServer(certificate: Certificate, accept: (socket: Socket) => void): Server {
  return createTlsServer({ ...certificate, minVersion: 'TLSv1.2', noDelay: true }, accept)
}
