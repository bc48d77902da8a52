/**
 * Why a planned move of the agent PG to its other side is refused, or goes wrong. The number of each stands in the fact
 * `maintenance` about 0. Sources: Administration Guide for Cisco Unified CCE 12.6, Agent PG graceful shutdown; CTI
 * Server Message Reference Guide (Protocol Version 24), messages 277 to 281.
 */
export const moveProblems = [
  'none',
  /** The PG is older than 12.6, or there is none (Unified CCX). */
  'not supported',
  /** No other side that could take over at once: it is down, starting, out of step, or its CTI server is. */
  'simplex',
  'congestion',
  'PG type',
  /** Not more than half of the PGs, here the only one, reach the router. */
  'no majority',
  'already running',
  /** A client with protocol version below 24, or without the service mask of active and standby sessions. */
  'client cannot',
  'client refused',
  'client silent',
  'client lost',
  /** The side that is to stop lost its phones, its peer or the router before the other one was active. */
  'side failed',
  'peer failed',
  'CTI server failed',
] as const
export type MoveProblemName = (typeof moveProblems)[number]

export const MoveProblem = Object.fromEntries(moveProblems.map((name, index) => [name, index])) as {
  readonly [Name in MoveProblemName]: number
}

/** What kind of PG it is. Only that of Unified CM can be moved. */
export const pgTypes = ['cucm', 'generic', 'simplified', 'tdm', 'vru'] as const
export type PgType = (typeof pgTypes)[number]

/** `maintenanceDecided`: 0 for consent, or why not. */
export interface MaintenanceDecided {
  readonly problem: number
}

/** SystemInfo's ctiMMode: empty outside maintenance. */
export type CtiMaintenanceMode = '' | 'INITIATING' | 'IN_PROGRESS'
