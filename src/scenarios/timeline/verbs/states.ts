/** Troubles of state and configuration: nothing is down, and yet it does not work. */
import { z } from 'zod'
import { defaultSettings, nodeSettings } from '../../../sim/domain/workload.ts'
import { suggestion } from '../../nearest.ts'
import { number, whole } from '../../schema/fields.ts'
import type { Target } from '../target.ts'
import { command, type Effect, forEach, nodeOf, type Site, under, verb } from '../verb.ts'

export const configuring = verb({
  do: 'configuring',
  says: 'A PIM is stuck in CONFIGURING, with every process running.',
  shape: {},
  course: 'spell',
  on: {
    pim: ({ side, says, holds }) => {
      const state = (to: 'configuring' | 'up') =>
        command('gateway', { what: 'pg-component', component: 'pim', side: side!, state: to })
      return { says: `${says} held in CONFIGURING`, begins: [state('configuring')], ends: [state('up')], holds }
    },
  },
})

export const mismatch = verb({
  do: 'mismatch',
  says: 'Two places that should agree do not.',
  shape: {},
  course: 'spell',
  on: {
    'pguser password': ({ says, holds }) => {
      const state = (matches: boolean) => command('gateway', { what: 'pguser-password', matches })
      return { says: `${says} that does not match`, begins: [state(false)], ends: [state(true)], holds }
    },
    'extension length': (target, _spec, site) => {
      const { says, holds, people } = target
      const users = people?.users
      if (users === undefined) {
        site.report([...site.path, 'what'], 'has to be known before the run; name the agents by their ids')
        return undefined
      }
      const state = (matches: boolean) => command('gateway', { what: 'extension-length', matches, users })
      return { says: `${says} that does not match`, begins: [state(false)], ends: [state(true)], holds }
    },
    credentials: (target) => {
      const { says, holds } = target
      const state = (match: boolean) => command(nodeOf(target), { what: 'awdb-credentials', match })
      return { says: `${says} that do not match`, begins: [state(false)], ends: [state(true)], holds }
    },
  },
})

export const congest = verb({
  do: 'congest',
  says: 'The PG reports congestion.',
  shape: { level: whole(1, 3).prefault(1).describe('Congestion level.') },
  course: 'spell',
  on: {
    'agent-pg': (_target, { level }) => {
      const state = (to: number) => command('gateway', { what: 'congestion', level: to })
      return {
        says: `congestion of agent-pg at level ${level}`,
        begins: [state(level)],
        ends: [state(0)],
        holds: ['congestion'],
      }
    },
  },
})

/** Something is done once to each of some agents. */
function once(target: Target, site: Site, says: string, deed: Parameters<typeof forEach>[2]): Effect | undefined {
  const begins = forEach(target, site, deed)
  return begins && { says, begins }
}

export const reskill = verb({
  do: 'reskill',
  says: 'An administrator gives agents other skills while they work.',
  shape: {},
  course: 'moment',
  on: {
    agents: (target, _spec, site) =>
      once(target, site, `other skills for ${target.says}`, (user) =>
        command('gateway', { what: 'skill-change', user }),
      ),
  },
})

export const changeExtension = verb({
  do: 'change extension',
  says: 'An administrator changes the extension of agents while they work.',
  shape: {},
  course: 'moment',
  on: {
    agents: (target, _spec, site) =>
      once(target, site, `another extension for ${target.says}`, (user) =>
        command('gateway', { what: 'extension-change', user }),
      ),
  },
})

export const duplicateExtension = verb({
  do: 'duplicate extension',
  says: 'An administrator gives a static device target the number of a phone that agents are signed in at.',
  shape: {},
  course: 'moment',
  on: {
    agents: (target, _spec, site) =>
      once(target, site, `extension of ${target.says} given away twice`, (user) =>
        command('gateway', { what: 'device-conflict', user }),
      ),
  },
})

export const secondLine = verb({
  do: 'second line',
  says: 'Agents talk on the second line of their phones, which is not of the contact center; see `desk.secondLine`.',
  shape: {},
  course: 'spell',
  on: {
    agents: (target, _spec, site) => {
      if (site.desk.secondLineCounts !== true) {
        site.report([...site.path, 'do'], 'changes nothing while the second line does not count; see "desk.secondLine"')
        return undefined
      }
      const line = (busy: boolean) =>
        forEach(target, site, (user) => command('gateway', { what: 'second-line', user, busy }))
      const [begins, ends] = [line(true), line(false)]
      if (begins === undefined || ends === undefined) return undefined
      return { says: `second line of ${target.says} in use`, begins, ends, holds: under('second line', target.holds) }
    },
  },
})

export const offHook = verb({
  do: 'off hook',
  says: 'The handset is lifted without a call.',
  shape: {},
  course: 'moment',
  on: {
    agents: (target, _spec, site) =>
      once(target, site, `phone of ${target.says} off hook`, (user) => command('phones', { what: 'off-hook', user })),
  },
})

export const breakLine = verb({
  do: 'break line',
  says: 'The nailed-up line to mobile agents breaks; call by call, the next call to them fails.',
  shape: {},
  course: 'spell',
  on: {
    agents: (target, _spec, site) => {
      const { mobile, agents } = site.topology
      const first = agents - Math.round(agents * mobile.share)
      if (target.people?.users?.some((user) => user < first) === true) {
        site.report([...site.path, 'what'], 'not all of them are mobile agents; see "topology.mobile"')
        return undefined
      }
      const line = (up: boolean) =>
        forEach(target, site, (user) => command('phones', { what: 'nailed-line', user, up }))
      const [begins, ends] = [line(false), line(true)]
      if (begins === undefined || ends === undefined) return undefined
      return { says: `line of ${target.says} broken`, begins, ends, holds: under('line', target.holds) }
    },
  },
})

function unsettable(setting: string): string {
  if (!(setting in defaultSettings)) return `there is no setting "${setting}"; ${suggestion(setting, nodeSettings)}`
  return `"${setting}" is read when a desktop or an IP phone starts; say it under "settings", for the whole run`
}

export const set = verb({
  do: 'set',
  says: 'An administrator sets a property of Finesse.',
  shape: {
    setting: z
      .string()
      .describe('Its name: `maxMMTimeSec`, `agentStateAfterMigration` or `migrationNotReadyReasonCode`.'),
    to: z.union([z.boolean(), number(0, 1e9), z.string()]).describe('Its value.'),
  },
  needs: { setting: 'maxMMTimeSec', to: 600 },
  course: 'moment',
  on: {
    finesse: (target, { setting, to }, site) => {
      const path = [...site.path, 'setting']
      const name = nodeSettings.find((one) => one === setting)
      const usual = name === undefined ? undefined : defaultSettings[name]
      if (name === undefined || usual === undefined) site.report(path, unsettable(setting))
      else if (typeof usual !== typeof to) {
        site.report([...site.path, 'to'], `should be like ${JSON.stringify(usual)}, not ${JSON.stringify(to)}`)
      } else {
        const begins = [command(nodeOf(target), { what: 'setting', name, value: to })]
        return { says: `${setting} of ${target.says} set to ${to}`, begins }
      }
      return undefined
    },
  },
})
