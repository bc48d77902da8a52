/** What `ccsim cti` says once its ports are open: where a Finesse is to be pointed, and who can sign in there. */
import type { ServedCti } from '../load/serve/cti-servers.ts'
import { plural } from '../report/figures.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import type { ContactCenter } from '../sim/contact-center.ts'
import { bold, columns, dim } from './table.ts'
import type { Terminal } from './terminal.ts'

export interface CtiNews {
  readonly scenario: Scenario
  readonly seed: string
  readonly served: ServedCti
  readonly center: ContactCenter
  readonly isLoopback: boolean
  /** The certificate authority to trust, in a file; undefined without TLS. */
  readonly ca: string | undefined
  readonly standby: string
  readonly version: string
}

/** More would not help anybody. */
const USERS_SHOWN = 20
const ROOT = '  '

export function ctiText(news: CtiNews, { colour }: Pick<Terminal, 'colour'>): string {
  const { scenario, seed, version, served, center } = news
  const heading = `${bold(scenario.name, colour)}  CTI servers of Unified CCE ${center.pgProfile.release}, seed ${seed}, ccsim ${version}`
  const sections = [heading, addresses(news, colour), users(news, colour)]
  const end = `${ROOT}GED-188 up to protocol version ${served.version}; client id and password may be any. Ctrl-C ends it.`
  return `${sections.join('\n\n')}\n\n${dim(end, colour)}\n\n`
}

function addresses({ served, center, isLoopback, ca, standby }: CtiNews, colour: boolean): string {
  const rows = served.sides.map(({ side, host, port, securePort }, index) => [
    `CTI server ${side}`,
    center.cti[index]!.active ? 'active' : 'standby',
    port === 0 ? 'not listening yet' : `${host}:${port}`,
    securePort === undefined ? '' : `TLS ${host}:${securePort}`,
  ])
  const how = standby === 'refuse' ? 'does not listen' : `refuses OPEN_REQ with status ${standby}`
  const notes = [
    ['Peripheral id', String(served.peripheralId)],
    ['Standby side', `${how}, for clients that keep no standby session`],
    ...(ca === undefined ? [] : [['Trust', ca]]),
  ]
  const where = isLoopback
    ? 'Listening on this machine only; --host 0.0.0.0 opens it to the network.'
    : 'Open to the network: whoever reaches it can sign agents in and control their calls.'
  return [...columns(rows), '', ...columns(notes), '', dim(where, colour)]
    .map((line) => (line === '' ? '' : ROOT + line))
    .join('\n')
}

function users({ center }: CtiNews, colour: boolean): string {
  const { directory, workload } = center
  const { queues } = workload.topology
  const shown = directory.users.slice(0, USERS_SHOWN)
  const rows = shown.map((user) => [
    user.loginId,
    user.loginName,
    user.extension,
    user.role,
    directory.teams[user.team]!.name,
    user.queues.map((queue) => `${queues[queue]!.name} (${queues[queue]!.id})`).join(', '),
  ])
  const [head, ...lines] = columns([['Agent', 'Login name', 'Extension', 'Role', 'Team', 'Skill groups'], ...rows])
  const left = directory.users.length - shown.length
  const more = left > 0 ? [`… and ${plural(left, 'more', 'more')}`] : []
  return [bold(head!, colour), ...lines, ...more].map((line) => ROOT + line).join('\n')
}
