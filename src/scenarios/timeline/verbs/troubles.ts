/** Troubles of links: nothing passes, or one way only, or late, or not all, or not these messages. */
import type { Deed, LinkTrouble } from '../../../sim/domain/fault.ts'
import { duration, share } from '../../schema/fields.ts'
import { formatDuration } from '../../units.ts'
import { linksOf, type Message, type MessageSpec, messageField, readMessage } from '../message.ts'
import type { Target } from '../target.ts'
import { command, type Doing, type Effect, each, type Site, under, verb } from '../verb.ts'

function troubled(
  { links = [] }: Target,
  site: Site,
  trouble: LinkTrouble,
  both: boolean,
): Pick<Effect, 'begins' | 'ends'> {
  const laid = links.map(({ from, to, names }): Deed & { kind: 'trouble' } => {
    const own = names === undefined ? trouble : { match: { names } }
    return { kind: 'trouble', from, to, both, trouble: own, name: site.name() }
  })
  return { begins: laid, ends: laid.map(({ name }): Deed => ({ kind: 'settle', name })) }
}

const whole: Doing<object> = (target, _spec, site) => {
  const { noun, side, says, holds } = target
  const told = { says: `cut of ${says}`, holds: under('cut', holds) }
  const state = (up: boolean) =>
    noun === 'private link'
      ? command('gateway', { what: 'private-link', up })
      : command('gateway', { what: 'public-link', side: side!, up })
  if (noun === 'link' || target.links !== undefined) return { ...told, ...troubled(target, site, { cut: true }, true) }
  return { ...told, begins: [state(false)], ends: [state(true)] }
}

export const cut = verb({
  do: 'cut',
  says: 'Nothing passes, either way; nobody is told.',
  shape: {},
  course: 'spell',
  on: each(['link', 'private link', 'public link'], whole),
})

export const deaf = verb({
  do: 'deaf',
  says: 'The first of the two hears nothing of the second any more, but is still heard.',
  shape: {},
  course: 'spell',
  on: {
    link: (target, _spec, site) => {
      const links = target.links!.map(({ from, to }) => ({ from: to, to: from }))
      const [hears, speaks] = target.says.split(' – ')
      const says = `${hears} hears nothing of ${speaks}`
      return { says, holds: under('cut', target.holds), ...troubled({ ...target, links }, site, { cut: true }, false) }
    },
  },
})

/** Of a public link only both sides together are one link of the network. */
function isNetwork(target: Target, site: Site): boolean {
  if (target.links !== undefined) return true
  site.report([...site.path, 'what'], `${target.says} can only be cut; for more, take the public link as a whole`)
  return false
}

export const lose = verb({
  do: 'lose',
  says: 'Some of what is sent gets lost, either way, and is late, as TCP sends it again.',
  shape: {
    share: share.refine((part) => part > 0, 'must be more than nothing').describe('Share that is lost each time.'),
  },
  needs: { share: '30%' },
  course: 'spell',
  on: each<{ readonly share: number }>(['link', 'public link'], (target, { share: loss }, site) => {
    if (!isNetwork(target, site)) return undefined
    const says = `${+(loss * 100).toFixed(4)}% of ${target.says} lost`
    return { says, holds: under('lose', target.holds), ...troubled(target, site, { loss }, true) }
  }),
})

const positive = duration.refine((us) => us > 0, 'must be longer than nothing')

interface Late {
  readonly by: number
  readonly varies?: number | undefined
  readonly message?: MessageSpec | undefined
}

export const delay = verb({
  do: 'delay',
  says: 'Messages take longer, either way; or certain messages.',
  shape: {
    by: positive.describe('How much longer.'),
    varies: duration.optional().describe('Up to so much on top, drawn for each message.'),
    message: messageField.optional(),
  },
  needs: { by: '200ms' },
  course: 'spell',
  on: each<Late>(['link', 'public link', 'message'], (target, spec, site) => {
    const { by, varies, message } = spec
    if (message !== undefined) return picked(target, message, site, { delayUs: by }, `late by ${formatDuration(by)}`)
    if (!isNetwork(target, site)) return undefined
    const more = varies === undefined ? '' : ` to ${formatDuration(by + varies)}`
    const trouble = { delayUs: by, ...(varies === undefined ? {} : { jitterUs: varies }) }
    const says = `${target.says} slower by ${formatDuration(by)}${more}`
    return { says, holds: under('delay', target.holds), ...troubled(target, site, trouble, true) }
  }),
  implied: ({ message }, site) => (message === undefined ? undefined : meant(message, site)),
})

export const reset = verb({
  do: 'reset',
  says: 'Connections break once, and both ends hear of it; or they break whenever certain messages are sent.',
  shape: { message: messageField.optional() },
  course: 'moment',
  on: each<{ readonly message?: MessageSpec | undefined }>(
    ['link', 'public link', 'message'],
    (target, { message }, site) => {
      if (message !== undefined) return picked(target, message, site, 'reset', 'answered by a reset')
      if (!isNetwork(target, site)) return undefined
      const begins = target.links!.map(({ from, to }): Deed => ({ kind: 'reset', from, to }))
      return { says: `reset of ${target.says}`, begins }
    },
  ),
  implied: ({ message }, site) => (message === undefined ? undefined : meant(message, site)),
})

export const drop = verb({
  do: 'drop',
  says: 'Certain messages get lost.',
  shape: { message: messageField },
  needs: { message: 'third Dialog event of agent 1007' },
  course: 'spell',
  on: each<{ readonly message: MessageSpec }>(['message', 'link'], (target, { message }, site) =>
    picked(target, message, site, 'drop', 'lost'),
  ),
  implied: ({ message }, site) => meant(message, site),
})

export const block = verb({
  do: 'block',
  says: 'A firewall lets nothing pass that goes to a port.',
  shape: {},
  course: 'spell',
  on: {
    ports: (target, _spec, site) => ({
      says: `${target.says} blocked`,
      holds: under('cut', target.holds),
      ...troubled(target, site, { cut: true }, true),
    }),
  },
})

/** What becomes of certain messages; where the link is given, of those on it, whichever way. */
function picked(
  target: Target,
  spec: MessageSpec,
  site: Site,
  then: NonNullable<LinkTrouble['then']>,
  fate: string,
): Effect | undefined {
  const message = readMessage(spec, site)
  if (message === undefined || !isNetwork(target, site)) return undefined
  if (!passes(message, target)) {
    site.report([...site.path, 'message'], `no such messages pass between ${target.says.replace(' – ', ' and ')}`)
    return undefined
  }
  const on = target.noun === 'message' ? '' : ` on ${target.says}`
  const both = on !== ''
  return {
    says: `${message.says}${on} ${fate}`,
    holds: under(`${fate} ${message.says}`, target.holds),
    isOnce: message.match.nth !== undefined,
    ...troubled(target, site, { match: message.match, then }, both),
  }
}

/** Whether such messages take a link at all. */
function passes({ way }: Message, { noun, links = [] }: Target): boolean {
  if (noun === 'message' || way === undefined) return true
  const ends = links.flatMap(({ from, to }) => [from, to])
  const far = way.split(' ')[1]!
  if (far === 'desktops') return ends.some((end) => typeof end !== 'string')
  return ends.some((end) => typeof end === 'string' && end.startsWith(far === 'ctisvr' ? 'cti ' : far))
}

/** Where `what` does not say on which link, it is the one that such messages take. */
function meant(spec: MessageSpec, site: Site): readonly Target[] | undefined {
  const message: Message | undefined = readMessage(spec, site)
  if (message === undefined) return []
  const target = linksOf(message, site)
  return target && [target]
}
