/**
 * What is done to the world from outside, and when: failures, repairs, maintenance, what people do with their
 * browsers. Plain data, compiled from a scenario's timeline (or asked for by hand); `sim/faults` carries it out. Every
 * act counts what it touched, and an act that touched nothing proves nothing.
 */
import type { Micros } from '../kernel/time.ts'
import type { NodeSetting } from './workload.ts'

/** 0 is A, 1 is B. */
export type Side = 0 | 1

/** Users by index, or those whose desktop is at a Finesse node when the act comes, or a share of all agents. */
export type Crowd =
  | { readonly users: readonly number[] }
  | { readonly at: 1 | 2 }
  | { readonly share: number }
  | { readonly everybody: true }

/** Name of a kernel node, such as `finesse 1`, `cti A`, `awdb 2`, `router`, `gateway`, `phones`; or some desktops. */
export type Place = string | { readonly desktopsOf: Crowd }

/** Which messages a rule is about. Names are those of domain/messages.ts; `topic` is for events of a stream. */
export interface MessageMatch {
  readonly names?: readonly string[]
  /** User index, call or queue the message concerns. */
  readonly about?: number
  /** Of events of a stream: Topic and verb (domain/rest.ts). */
  readonly topic?: number
  readonly verb?: 'PUT' | 'POST' | 'DELETE'
  /** Only the n-th message that fits, counted from 1. */
  readonly nth?: number
}

export interface LinkTrouble {
  readonly cut?: boolean
  readonly loss?: number
  readonly delayUs?: Micros
  readonly jitterUs?: Micros
  /** With `match`, what becomes of the messages that fit. */
  readonly match?: MessageMatch
  readonly then?: 'drop' | 'reset' | { readonly delayUs: Micros }
}

export const pgComponents = ['pgag', 'opc', 'pim', 'jgw1'] as const
export type PgComponent = (typeof pgComponents)[number]
export const controllerProcesses = ['rtr', 'mds', 'ccag'] as const
export type ControllerProcess = (typeof controllerProcesses)[number]
export const finesseServices = ['tomcat', 'notification', 'database'] as const
export type FinesseServiceName = (typeof finesseServices)[number]

/** What somebody does with a browser, or what happens to it. */
export const desktopDeeds = [
  'close',
  'back',
  'refresh',
  'crash',
  /** The page is opened again, and the agent signs in anew. */
  'open',
  'sleep',
  'wake',
  'expire-token',
] as const
export type DesktopDeed = (typeof desktopDeeds)[number]

/** Something only the part itself can do. */
export type Command =
  /** To any part: its process has just been started. */
  | { readonly what: 'boot' }
  /** To the gateway. A PIM can also be held in CONFIGURING. */
  | {
      readonly what: 'pg-component'
      readonly component: PgComponent
      readonly side: Side
      readonly state: 'up' | 'down' | 'configuring'
    }
  /** To the gateway: the whole side, its CTI server not included. */
  | { readonly what: 'pg-side'; readonly side: Side; readonly up: boolean }
  /** To the gateway: the private link between the sides, or the public link of one side to the central controller. */
  | { readonly what: 'private-link'; readonly up: boolean }
  | { readonly what: 'public-link'; readonly side: Side; readonly up: boolean }
  | { readonly what: 'pguser-password'; readonly matches: boolean }
  | { readonly what: 'extension-length'; readonly matches: boolean; readonly users: readonly number[] }
  | { readonly what: 'congestion'; readonly level: number }
  | { readonly what: 'skill-change'; readonly user: number }
  | { readonly what: 'extension-change'; readonly user: number }
  | { readonly what: 'device-conflict'; readonly user: number }
  | { readonly what: 'second-line'; readonly user: number; readonly busy: boolean }
  | { readonly what: 'pg-maintenance' }
  /** To the router. */
  | { readonly what: 'controller'; readonly process: ControllerProcess; readonly up: boolean }
  /** To the phones. */
  | { readonly what: 'phone'; readonly user: number; readonly inService: boolean }
  | { readonly what: 'off-hook'; readonly user: number }
  /** The line to a mobile agent: nailed up it breaks, call by call the next call fails. */
  | { readonly what: 'nailed-line'; readonly user: number; readonly up: boolean }
  /** To a CTI server. */
  | { readonly what: 'refuse-open'; readonly status: number | undefined }
  | { readonly what: 'slow-events'; readonly us: Micros }
  /** To an AWDB. */
  | { readonly what: 'distributor'; readonly up: boolean }
  | { readonly what: 'awdb-credentials'; readonly match: boolean }
  /** To a Finesse node. */
  | { readonly what: 'service'; readonly service: FinesseServiceName; readonly state: 'up' | 'down' | 'hung' }
  | { readonly what: 'answer-all'; readonly status: number | undefined }
  | { readonly what: 'finesse-maintenance' }
  | { readonly what: 'cti-test-connection' }
  /** Whether Finesse consents to a maintenance of the PG; `afterUs` delays its answer. */
  | { readonly what: 'pg-maintenance-consent'; readonly consents: boolean; readonly afterUs: Micros }
  | { readonly what: 'setting'; readonly name: NodeSetting; readonly value: number | string | boolean }
  /** To desktops. `noticed`: whether the browser still managed to say goodbye. */
  | {
      readonly what: 'desktop'
      readonly deed: DesktopDeed
      readonly noticed?: boolean
      readonly node?: 1 | 2
      /** Of `expire-token`: how long the token still lives, 10 minutes unless told. */
      readonly lifeUs?: Micros
    }
  | {
      readonly what: 'certificate'
      readonly of: 1 | 2
      readonly accepted: boolean
      /** That of the Notification Service instead of that of Finesse. */
      readonly service?: 'notification'
    }

/** What a part gets with a command: it calls `touched` once for each thing that the command changed. */
export interface Order {
  readonly command: Command
  readonly touched: () => void
}

export type Deed =
  /** The process of a node ends (its host resets connections), or its host is gone (silence), or stops, or comes back. */
  | { readonly kind: 'end'; readonly node: Place; readonly silent: boolean }
  | { readonly kind: 'start'; readonly node: Place }
  | { readonly kind: 'hang'; readonly node: Place }
  | { readonly kind: 'resume'; readonly node: Place }
  /** Every message costs the node so much more work; 0 ends it. */
  | { readonly kind: 'drag'; readonly node: Place; readonly us: Micros }
  /** A trouble of the links from `from` to `to`, and back where `both`; it has a name, by which `settle` ends it. */
  | {
      readonly kind: 'trouble'
      readonly from: Place
      readonly to: Place
      readonly both: boolean
      readonly trouble: LinkTrouble
      readonly name: string
    }
  | { readonly kind: 'settle'; readonly name: string }
  /** Connections are broken, both ends hear of it. */
  | { readonly kind: 'reset'; readonly from: Place; readonly to: Place }
  | { readonly kind: 'command'; readonly to: Place; readonly command: Command }
  /**
   * One of several, drawn when it is first carried out under this name; whatever is named so later is about the same
   * one: what ends a fault has to find its victim again.
   */
  | { readonly kind: 'choose'; readonly name: string; readonly among: readonly (readonly Deed[])[] }

export interface Act {
  readonly atUs: Micros
  /** Index of the entry of the timeline it belongs to. */
  readonly entry: number
  /** The end of a fault, not its beginning: it need touch nothing. */
  readonly repairs: boolean
  /** Of a repair: when began what it ends. */
  readonly sinceUs?: Micros
  /** Up to so much later, drawn in the run, once for all acts that name the same delay. */
  readonly jitter?: { readonly name: string; readonly us: Micros }
  readonly deed: Deed
}
