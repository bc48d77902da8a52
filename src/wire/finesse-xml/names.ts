/**
 * What numbers of the simulated world are called outside: paths, hosts, moments. Made once for a contact center;
 * encoders and decoders of Finesse XML share it, so what one writes the other reads.
 */
import type { Category, StoredReasonCode } from '../../sim/domain/config.ts'
import type { Directory } from '../../sim/domain/directory.ts'
import { firstCodes } from '../../sim/domain/reason-codes.ts'
import type { ReleaseProfile } from '../../sim/domain/release.ts'
import { Topic } from '../../sim/domain/rest.ts'
import type { Desk, Queue, Workload } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { isoMoment, isoText } from '../time-text.ts'

/** One Finesse node as the outside reaches it. */
export interface NodeAddress {
  readonly host: string
  readonly httpsPort: number
  readonly xmppPort: number
  readonly xmppSecurePort: number
}

export interface Names {
  readonly directory: Directory
  readonly queues: readonly Queue[]
  readonly desk: Desk
  readonly deployment: 'cce' | 'ccx'
  readonly profile: ReleaseProfile
  /** Milliseconds since 1970 at virtual time 0. */
  readonly epochMs: number
  readonly nodes: readonly NodeAddress[]
  /** The reason code with this id, or with this number in a category; undefined where there is none. */
  reasonCode(id: number): StoredReasonCode | undefined
  reasonCode(code: number, category: Category): StoredReasonCode | undefined
}

export interface NamesOptions {
  readonly center: {
    readonly workload: Workload
    readonly directory: Directory
    readonly profile: ReleaseProfile
    /** Nodes know their configuration; without them, a center has the codes it begins with. */
    readonly finesse?: readonly { readonly administration: { reasonCodes(): readonly StoredReasonCode[] } }[]
  }
  readonly epochMs: number
  readonly nodes?: readonly NodeAddress[]
}

const usualPorts = { httpsPort: 8445, xmppPort: 5222, xmppSecurePort: 5223 }

export function createNames({ center, epochMs, nodes }: NamesOptions): Names {
  const { workload, directory, profile } = center
  const { topology, desk, deployment } = workload
  const hosts = ['fin1.example.test', 'fin2.example.test'].slice(0, topology.finesseNodes)
  const first = firstCodes(deployment)
  const usual = hosts.map((host) => ({ host, ...usualPorts }))
  return {
    directory,
    queues: topology.queues,
    desk,
    deployment,
    profile,
    epochMs,
    nodes: nodes ?? usual,
    reasonCode(number: number, category?: Category) {
      const codes = center.finesse?.[0]?.administration.reasonCodes() ?? first
      return codes.find(
        (one) => (category === undefined ? one.id : one.code) === number && (category ?? one.category) === one.category,
      )
    },
  }
}

export const API = '/finesse/api/'

export const userUri = ({ directory }: Names, user: number): string => `${API}User/${directory.users[user]!.loginId}`
export const dialogsUri = (names: Names, user: number): string => `${userUri(names, user)}/Dialogs`
export const dialogUri = (call: number): string => `${API}Dialog/${call}`
export const teamUri = ({ directory }: Names, team: number): string => `${API}Team/${directory.teams[team]!.id}`
export const queueUri = ({ queues }: Names, queue: number): string => `${API}Queue/${queues[queue]!.id}`

/** Name of the publish-subscribe node of a feed. */
export function feedName(names: Names, topic: number, of: number): string {
  switch (topic) {
    case Topic.USER:
      return userUri(names, of)
    case Topic.DIALOGS:
      return dialogsUri(names, of)
    case Topic.TEAM_USERS:
      return `${teamUri(names, of)}/Users`
    case Topic.QUEUE:
      return queueUri(names, of)
    case Topic.MEDIA:
      return `${userUri(names, of)}/Media`
    default:
      return `${API}SystemInfo`
  }
}

export interface Feed {
  readonly topic: number
  /** User, team or queue index. */
  readonly of: number
}

const FEED = /^\/finesse\/api\/(?:(User|Team|Queue)\/([^/]+)(?:\/(Dialogs|Users|Media))?|SystemInfo)$/

/** The feed with this name, or undefined where there is none. */
export function feedNamed(names: Names, name: string): Feed | undefined {
  const found = FEED.exec(name)
  if (found === null) return undefined
  const [, object, id, below] = found
  if (object === undefined) return { topic: Topic.SYSTEM_INFO, of: 0 }
  if (object === 'User' && below !== 'Users') {
    const user = names.directory.byLoginId(id!)
    if (user === undefined) return undefined
    const topic = below === undefined ? Topic.USER : below === 'Media' ? Topic.MEDIA : Topic.DIALOGS
    return { topic, of: user.index }
  }
  const of =
    object === 'Team' && below === 'Users'
      ? teamIndex(names, id!)
      : object === 'Queue' && below === undefined
        ? queueIndex(names, id!)
        : -1
  if (of < 0) return undefined
  return { topic: object === 'Team' ? Topic.TEAM_USERS : Topic.QUEUE, of }
}

/** Indexes of what a path names, or -1. */
export const userIndex = ({ directory }: Names, id: string): number => directory.byLoginId(id)?.index ?? -1
export function teamIndex({ directory }: Names, id: string): number {
  return directory.teams.findIndex((team) => String(team.id) === id)
}
export function queueIndex({ queues }: Names, id: string): number {
  return queues.findIndex((queue) => String(queue.id) === id)
}
/** Voice dialogs have whole numbers. */
export const dialogNumber = (id: string): number => (/^\d{1,10}$/.test(id) ? Number(id) : -1)

/** Last part of a URI. */
export const lastPart = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1)

export const msOf = ({ epochMs }: Names, at: Micros): number => epochMs + Math.floor(at / 1000)
/** Empty before anything is known (-1). */
export const momentText = (names: Names, at: Micros): string => (at < 0 ? '' : isoText(msOf(names, at)))
export function momentOf({ epochMs }: Names, text: string | undefined): Micros {
  const ms = text === undefined || text === '' ? undefined : isoMoment(text)
  return ms === undefined ? -1 : (ms - epochMs) * 1000
}
