/** Processes and hosts that end, hang, are slow, and come back. */
import type { ControllerProcess, Deed, FinesseServiceName, PgComponent } from '../../../sim/domain/fault.ts'
import { duration } from '../../schema/fields.ts'
import { formatDuration } from '../../units.ts'
import { type NounName, sideName, type Target } from '../target.ts'
import { command, type Doing, type Effect, each, forEach, nodeOf, type Site, under, verb } from '../verb.ts'

const HOSTS = ['finesse', 'ctisvr', 'awdb'] as const
const SERVICES = ['tomcat', 'notification', 'database'] as const
const COMPONENTS = ['pgag', 'opc', 'pim', 'jgw1'] as const
const CONTROLLERS = ['rtr', 'mds', 'ccag'] as const

interface Outage {
  readonly begins: readonly Deed[]
  readonly ends: readonly Deed[]
}

/** A process is down, and up again; undefined where that is reported. */
function outage(target: Target, site: Site, silent = false): Outage | undefined {
  const { noun, side } = target
  if (isOne(noun, HOSTS)) return ended(nodeOf(target), silent)
  if (isOne(noun, SERVICES)) return service(target, 'down')
  if (isOne(noun, COMPONENTS)) {
    const state = (to: 'up' | 'down') =>
      command('gateway', { what: 'pg-component', component: noun as PgComponent, side: side!, state: to })
    return { begins: [state('down')], ends: [state('up')] }
  }
  if (isOne(noun, CONTROLLERS)) {
    const state = (up: boolean) => command('router', { what: 'controller', process: noun as ControllerProcess, up })
    return { begins: [state(false)], ends: [state(true)] }
  }
  if (noun === 'pg') {
    const server = ended(`cti ${sideName(side!)}`, silent)
    const state = (up: boolean) => command('gateway', { what: 'pg-side', side: side!, up })
    return { begins: [state(false), ...server.begins], ends: [state(true), ...server.ends] }
  }
  if (noun === 'distributor') {
    const state = (up: boolean) => command(nodeOf(target), { what: 'distributor', up })
    return { begins: [state(false)], ends: [state(true)] }
  }
  const begins = phones(target, site, false)
  const ends = phones(target, site, true)
  return begins === undefined || ends === undefined ? undefined : { begins, ends }
}

const isOne = (noun: NounName, list: readonly NounName[]): boolean => list.includes(noun)

const ended = (node: string, silent: boolean): Outage => ({
  begins: [{ kind: 'end', node, silent }],
  ends: [{ kind: 'start', node }],
})

function service(target: Target, state: 'down' | 'hung'): Outage {
  const to = (now: 'up' | 'down' | 'hung') =>
    command(nodeOf(target), { what: 'service', service: target.noun as FinesseServiceName, state: now })
  return { begins: [to(state)], ends: [to('up')] }
}

function phones(target: Target, site: Site, inService: boolean): readonly Deed[] | undefined {
  const deed = (user: number) => command('phones', { what: 'phone', user, inService })
  if (target.noun === 'phone') return forEach(target, site, deed)
  return Array.from({ length: site.topology.agents }, (_, user) => deed(user))
}

const done =
  (word: string, silent = false): Doing<object> =>
  (target, _spec, site): Effect | undefined => {
    const both = outage(target, site, silent)
    return both && { ...both, says: `${word} of ${target.says}`, holds: target.holds }
  }

export const stop = verb({
  do: 'stop',
  says: 'A process ends, or phones leave service; what is connected hears of it.',
  shape: {},
  course: 'spell',
  on: each(
    [...HOSTS, ...SERVICES, 'pg', ...COMPONENTS, ...CONTROLLERS, 'distributor', 'phone', 'phones'],
    done('stop'),
  ),
})

export const crash = verb({
  do: 'crash',
  says: 'A host is gone, without a word to anybody: silence until it is missed.',
  shape: {},
  course: 'spell',
  on: each([...HOSTS, 'pg'], done('crash', true)),
})

const bounced: Doing<{ readonly down: number }> = (target, { down }, site) => {
  const both = outage(target, site)
  return both && { ...both, says: `restart of ${target.says}, ${formatDuration(down)} down`, holds: target.holds }
}

export const restart = verb({
  do: 'restart',
  says: 'A process ends and is started again.',
  shape: {
    down: duration
      .refine((us) => us > 0, 'must be longer than nothing')
      .prefault('5s')
      .describe('From its end to its start.'),
  },
  course: 'spell',
  lastsUs: ({ down }) => down,
  on: each([...HOSTS, ...SERVICES, 'pg', ...COMPONENTS, ...CONTROLLERS, 'distributor'], bounced),
})

const hung: Doing<object> = (target) => {
  const node = nodeOf(target)
  const isService = isOne(target.noun, SERVICES)
  const both: Outage = isService
    ? service(target, 'hung')
    : { begins: [{ kind: 'hang', node }], ends: [{ kind: 'resume', node }] }
  return { ...both, says: `hang of ${target.says}`, holds: target.holds }
}

export const hang = verb({
  do: 'hang',
  says: 'A process stops, but its connections stay open; what comes meanwhile waits.',
  shape: {},
  course: 'spell',
  on: each([...HOSTS, ...SERVICES], hung),
})

const by = duration.refine((us) => us > 0, 'must be longer than nothing')

export const slow = verb({
  do: 'slow',
  says: 'Work takes longer: so much more for each message.',
  shape: { by: by.describe('How much more work each message is.') },
  needs: { by: '20ms' },
  course: 'spell',
  on: {
    ...each<{ readonly by: number }>(HOSTS, (target, { by: us }) => {
      const node = nodeOf(target)
      return {
        says: `${target.says} slower by ${formatDuration(us)} a message`,
        begins: [{ kind: 'drag', node, us }],
        ends: [{ kind: 'drag', node, us: 0 }],
        holds: under('slow', target.holds),
      }
    }),
    events: (target, { by: us }) => {
      const state = (to: number) => command(nodeOf(target), { what: 'slow-events', us: to })
      return {
        says: `${target.says} slower by ${formatDuration(us)} each`,
        begins: [state(us)],
        ends: [state(0)],
        holds: under('slow', target.holds),
      }
    },
  },
})
