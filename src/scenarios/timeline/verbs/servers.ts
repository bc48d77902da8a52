/** Servers that misbehave or are maintained. */
import { z } from 'zod'
import { CtiStatus } from '../../../sim/domain/cti.ts'
import type { Deed } from '../../../sim/domain/fault.ts'
import { MINUTE, SECOND } from '../../../sim/kernel/time.ts'
import { suggestion } from '../../nearest.ts'
import { whole } from '../../schema/fields.ts'
import { command, type Effect, nodeOf, type Site, under, verb } from '../verb.ts'

const statusNames = Object.keys(CtiStatus) as (keyof typeof CtiStatus)[]

export const refuse = verb({
  do: 'refuse',
  says: 'A server answers, but only to refuse: every request, or every OPEN_REQ of CTI.',
  shape: {
    with: z
      .union([whole(1, 999), z.string()], { error: 'should be a status such as 503 or CTI_SERVER_OFFLINE' })
      .optional()
      .describe('HTTP status, 503 unless told; of a CTI server its status, CTI_SERVER_OFFLINE unless told.'),
  },
  course: 'spell',
  on: {
    finesse: (target, { with: given = 503 }, site) => {
      if (typeof given !== 'number' || given < 400 || given > 599) {
        site.report([...site.path, 'with'], 'should be an HTTP status from 400 to 599')
        return undefined
      }
      const state = (status: number | undefined) => command(nodeOf(target), { what: 'answer-all', status })
      const says = `${target.says} answers everything with ${given}`
      return { says, begins: [state(given)], ends: [state(undefined)], holds: under('refuse', target.holds) }
    },
    ctisvr: (target, { with: given = 'CTI_SERVER_OFFLINE' }, site) => {
      const status = typeof given === 'number' ? given : CtiStatus[given as keyof typeof CtiStatus]
      if (status === undefined) {
        site.report(
          [...site.path, 'with'],
          `there is no CTI status "${given}"; ${suggestion(String(given), statusNames)}`,
        )
        return undefined
      }
      const state = (code: number | undefined) => command(nodeOf(target), { what: 'refuse-open', status: code })
      const says = `${target.says} refuses sessions with ${given}`
      return { says, begins: [state(status)], ends: [state(undefined)], holds: under('refuse', target.holds) }
    },
  },
})

const OLD: ReadonlySet<string> = new Set(['11.6', '12.0', '12.5'])
/** Longer than the 5 s in which consent has to come. */
const LATE_US = 8 * SECOND

/** A move of the PG is over long before this, one way or the other. */
const PG_MAINTENANCE_US = 10 * MINUTE

export const maintenance = verb({
  do: 'maintenance',
  says: 'Planned: the agent PG moves to its other side, or the users of a Finesse node to the other node. From 12.6.',
  shape: {
    consent: z
      .enum(['refuse', 'late', 'silent'])
      .optional()
      .describe('Of agent-pg: what Finesse makes of being asked; it consents unless told.'),
    by: whole(1, 2).optional().describe('Of agent-pg: the Finesse node that does not consent; both unless told.'),
    again: z.boolean().prefault(false).describe('One is under way already, and this one is to be refused.'),
  },
  course: 'moment',
  on: {
    'agent-pg': (_target, { consent, by, again }, site) => {
      if (!isNewEnough('agent-pg', site.topology.pgRelease ?? site.release, site)) return undefined
      if (!isNewEnough('Finesse', site.release, site)) return undefined
      if (by !== undefined && consent === undefined) site.report([...site.path, 'by'], 'needs "consent" beside it')
      if (by !== undefined && by > site.topology.finesseNodes) {
        site.report([...site.path, 'by'], `there is no finesse ${by}; the topology has only finesse 1`)
        return undefined
      }
      const nodes = by === undefined ? [1, 2].slice(0, site.topology.finesseNodes) : [by]
      const begins = [
        ...(consent === undefined ? [] : nodes.map((node) => answer(node, consent))),
        command('gateway', { what: 'pg-maintenance' }),
      ]
      const how = consent === undefined ? '' : `, ${by === undefined ? 'Finesse' : `finesse ${by}`} ${CONSENT[consent]}`
      // Whoever did not consent this time does so again when asked another time.
      const ends = nodes.map((node) => answer(node, undefined))
      const after = consent === undefined ? {} : { ends, endsAfterUs: PG_MAINTENANCE_US }
      return { says: `maintenance of agent-pg${how}`, begins, ...after, ...alone(again) }
    },
    finesse: (target, { consent, by, again }, site) => {
      if (!isNewEnough('Finesse', site.release, site)) return undefined
      if (consent !== undefined) site.report([...site.path, 'consent'], 'is asked for by agent-pg only')
      if (by !== undefined) site.report([...site.path, 'by'], 'goes with agent-pg only')
      const begins = [command(nodeOf(target), { what: 'finesse-maintenance' })]
      return { says: `maintenance of ${target.says}`, begins, ...alone(again) }
    },
  },
})

const CONSENT = { refuse: 'refuses', late: 'consents too late', silent: 'says nothing' } as const

function answer(node: number, consent: keyof typeof CONSENT | undefined): Deed {
  const afterUs = consent === 'late' ? LATE_US : consent === 'silent' ? PG_MAINTENANCE_US : 0
  return command(`finesse ${node}`, { what: 'pg-maintenance-consent', consents: consent !== 'refuse', afterUs })
}

function isNewEnough(whose: string, release: string, site: Site): boolean {
  if (!OLD.has(release)) return true
  site.report([...site.path, 'do'], `there is no maintenance before 12.6, and ${whose} is ${release}`)
  return false
}

/** Two at once would contradict each other, unless that is what the scenario is about. */
function alone(again: boolean): Pick<Effect, 'holds' | 'takesUs'> {
  return again ? {} : { holds: ['maintenance'], takesUs: MINUTE }
}

export const testConnection = verb({
  do: 'test connection',
  says: 'An administrator tests the CTI connection.',
  shape: {},
  course: 'moment',
  on: {
    finesse: (target) => ({
      says: `test of the CTI connection of ${target.says}`,
      begins: [command(nodeOf(target), { what: 'cti-test-connection' })],
    }),
  },
})
