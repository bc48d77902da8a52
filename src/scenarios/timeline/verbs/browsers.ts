/** What people do with their browsers, and what happens to browsers. */
import { z } from 'zod'
import type { Deed, DesktopDeed } from '../../../sim/domain/fault.ts'
import { SECOND } from '../../../sim/kernel/time.ts'
import { duration, whole } from '../../schema/fields.ts'
import { formatDuration } from '../../units.ts'
import { directoryOf } from '../people.ts'
import type { Target } from '../target.ts'
import { command, type Effect, type Site, under, verb } from '../verb.ts'

const noticed = z
  .boolean()
  .prefault(true)
  .describe('Whether the browser still manages to say goodbye to the Notification Service.')

/** Agents on IP phones have no browser; where nobody is named, only those who have one are meant. */
function haveBrowsers({ people }: Target, site: Site): boolean {
  if (people === undefined || !('users' in people.crowd)) return true
  const { users } = directoryOf(site.topology)
  const without = people.crowd.users.map((user) => users[user]!).find(({ client }) => client === 'ip-phone')
  if (without === undefined) return true
  site.report([...site.path, 'what'], `agent ${without.loginId} works with an IP phone and has no browser`)
  return false
}

function deed({ people }: Target, what: DesktopDeed, isNoticed?: boolean): Deed {
  const noted = isNoticed === undefined ? {} : { noticed: isNoticed }
  return command({ desktopsOf: people!.crowd }, { what: 'desktop', deed: what, ...noted })
}

/** Done to browsers, and undone by another deed where there is one. */
function done(
  says: string,
  what: DesktopDeed,
  undone?: DesktopDeed,
): (target: Target, spec: { readonly noticed?: boolean }, site: Site) => Effect | undefined {
  return (target, spec, site) => {
    if (!haveBrowsers(target, site)) return undefined
    const goodbye = spec.noticed === false ? ', without a goodbye' : ''
    return {
      says: `${target.says}: ${says}${goodbye}`,
      begins: [deed(target, what, spec.noticed)],
      ...(undone === undefined ? {} : { ends: [deed(target, undone)] }),
      stays: what !== 'sleep',
      ...(undone === undefined ? {} : { holds: under('browser', target.holds) }),
    }
  }
}

export const close = verb({
  do: 'close',
  says: 'The browser, or its tab, is closed; with `for` it is opened again and the agent signs in.',
  shape: { noticed },
  course: 'spell',
  on: { agents: done('browser closed', 'close', 'open') },
})

export const browserCrash = verb({
  do: 'browser crash',
  says: 'The browser is gone without a word; with `for` it is opened again and the agent signs in.',
  shape: {},
  course: 'spell',
  on: { agents: done('browser crashed', 'crash', 'open') },
})

export const sleep = verb({
  do: 'sleep',
  says: 'The computer sleeps, and later wakes up with a page that is long out of date.',
  shape: {},
  course: 'spell',
  on: { agents: done('computer asleep', 'sleep', 'wake') },
})

export const back = verb({
  do: 'back',
  says: 'The Back button is pressed.',
  shape: { noticed },
  course: 'moment',
  on: { agents: done('Back pressed', 'back') },
})

export const refresh = verb({
  do: 'refresh',
  says: 'The page is loaded again.',
  shape: { noticed },
  course: 'moment',
  on: { agents: done('page refreshed', 'refresh') },
})

export const open = verb({
  do: 'open',
  says: 'The desktop is opened again, and the agent signs in.',
  shape: {},
  course: 'moment',
  on: { agents: done('desktop opened', 'open') },
})

export const expireToken = verb({
  do: 'expire token',
  says: 'The refresh token of single sign-on is at its end.',
  shape: {},
  course: 'moment',
  on: {
    agents: (target, spec, site) => {
      if (site.desk.sso === undefined) {
        site.report([...site.path, 'do'], 'there are no tokens without single sign-on; see "desk.sso"')
        return undefined
      }
      return done('refresh token expired', 'expire-token')(target, spec, site)
    },
  },
})

/** From the desktops of some people to every Finesse node. */
function links(
  { people }: Target,
  site: Site,
  trouble: (Deed & { kind: 'trouble' })['trouble'],
): Pick<Effect, 'begins' | 'ends'> {
  const laid = [1, 2].slice(0, site.topology.finesseNodes).map((node): Deed & { kind: 'trouble' } => ({
    kind: 'trouble',
    from: { desktopsOf: people!.crowd },
    to: `finesse ${node}`,
    both: true,
    trouble,
    name: site.name(),
  }))
  return { begins: laid, ends: laid.map(({ name }): Deed => ({ kind: 'settle', name })) }
}

export const glitch = verb({
  do: 'glitch',
  says: 'The network of some desktops is gone for a moment, 20s unless told; Finesse itself is well.',
  shape: {},
  course: 'spell',
  usualUs: 20 * SECOND,
  on: {
    agents: (target, _spec, site) => ({
      says: `${target.says}: network glitch`,
      holds: under('network', target.holds),
      ...links(target, site, { cut: true }),
    }),
  },
})

export const slowLink = verb({
  do: 'slow link',
  says: 'The network of some desktops is slow.',
  shape: {
    by: duration.refine((us) => us > 0, 'must be longer than nothing').describe('How much longer each message takes.'),
    varies: duration.optional().describe('Up to so much on top, drawn for each message.'),
  },
  needs: { by: '300ms' },
  course: 'spell',
  on: {
    agents: (target, { by, varies }, site) => ({
      says: `${target.says}: network slower by ${formatDuration(by)}`,
      holds: under('network', target.holds),
      ...links(target, site, { delayUs: by, ...(varies === undefined ? {} : { jitterUs: varies }) }),
    }),
  },
})

export const distrust = verb({
  do: 'distrust',
  says: 'Browsers do not accept the certificate of a Finesse node any more.',
  shape: { node: whole(1, 2).describe('The Finesse node whose certificate it is.') },
  needs: { node: 2 },
  course: 'spell',
  on: {
    agents: (target, { node }, site) => {
      if (node > site.topology.finesseNodes) {
        site.report([...site.path, 'node'], 'there is no finesse 2; the topology has only finesse 1')
        return undefined
      }
      if (!haveBrowsers(target, site)) return undefined
      const state = (accepted: boolean) =>
        command({ desktopsOf: target.people!.crowd }, { what: 'certificate', of: node as 1 | 2, accepted })
      return {
        says: `${target.says}: certificate of finesse ${node} not accepted`,
        begins: [state(false)],
        ends: [state(true)],
        holds: under(`certificate ${node}`, target.holds),
      }
    },
  },
})
