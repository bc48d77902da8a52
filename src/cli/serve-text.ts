/** What `ccsim serve` says once everything is up: where to connect, and who to be. */
import type { ServedCti } from '../load/serve/cti-servers.ts'
import { type DoorName, doorNames, doors } from '../load/serve/doors.ts'
import type { Served, ServedNode } from '../load/serve/serve.ts'
import { plural } from '../report/figures.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { administrator } from '../sim/domain/config.ts'
import type { User } from '../sim/domain/directory.ts'
import { bold, columns, dim } from './table.ts'
import type { Terminal } from './terminal.ts'

export interface ServeNews {
  readonly scenario: Scenario
  readonly seed: string
  readonly speed: number
  readonly served: Served
  /** Undefined where no other CTI client is to connect. */
  readonly cti: ServedCti | undefined
  readonly free: ReadonlySet<number>
  readonly control: string
  /** The certificate to trust, in a file. */
  readonly ca: string
  readonly isLoopback: boolean
  readonly version: string
}

/** More would not help anybody. */
const USERS_SHOWN = 20
const ROOT = '  '

export function serveText(news: ServeNews, { colour }: Pick<Terminal, 'colour'>): string {
  const { scenario, seed, speed, served, version } = news
  const { release, deployment } = scenario.workload
  const engine = deployment === 'ccx' ? ', CCX' : ''
  const pace = speed === 1 ? '' : `, ${speed} × real time`
  const heading = `${bold(scenario.name, colour)}  Finesse ${release}${engine}, seed ${seed}${pace}, ccsim ${version}`
  const sections = [heading, addressText(news, colour), userText(news, colour), tryText(news, served.users, colour)]
  return `${sections.join('\n\n')}\n\n`
}

function addressText({ served, cti, control, ca, isLoopback, scenario }: ServeNews, colour: boolean): string {
  const rows = [...served.nodes.flatMap((node) => nodeRows(node)), ...ctiRows(served, cti)]
  const closed = doorNames.filter((name) => served.nodes[0].ports[name] === undefined)
  const shut = closed.map((name) => doors[name].port).join(', ')
  const notes = [
    ['Console', `${control}/`, 'open it in a browser; ccsim ctl does the same on the command line'],
    ['Trust', ca, 'the authority that signed the certificates'],
  ]
  if (shut !== '') notes.push(['Closed', shut, `as ${scenario.workload.release} is installed; --open opens them`])
  const where = isLoopback
    ? 'Listening on this machine only; --host 0.0.0.0 opens it to the network.'
    : 'Open to the network: whoever reaches it can sign in with the passwords below.'
  return [...columns([...rows, ...notes]), '', dim(where, colour)]
    .map((line) => (line === '' ? '' : ROOT + line))
    .join('\n')
}

function nodeRows({ number, domain, addresses, ports }: ServedNode): string[][] {
  const at = (scheme: string, door: DoorName, path = ''): string => `${scheme}://${domain}:${ports[door]}${path}`
  const behind = addresses.webSocket?.includes(`:${ports.https}/`) === true
  const rows: string[][] = []
  if (ports.https !== undefined) {
    rows.push([at('https', 'https'), behind ? 'REST; XMPP by WebSocket at /ws, by BOSH at /http-bind' : 'REST'])
  }
  if (ports.notification !== undefined) {
    const socket = addresses.webSocket === undefined ? '' : 'WebSocket at /ws, '
    rows.push([
      at('https', 'notification'),
      `XMPP by ${socket}BOSH at /http-bind${behind ? ', for older clients' : ''}`,
    ])
  }
  if (ports.http !== undefined) rows.push([at('http', 'http'), 'plain HTTP'])
  if (ports.insecure !== undefined) rows.push([at('http', 'insecure'), 'as 7443, without TLS'])
  if (ports.xmpp !== undefined) rows.push([at('xmpp', 'xmpp'), 'XMPP over TCP, STARTTLS'])
  if (ports.xmpps !== undefined) rows.push([at('xmpps', 'xmpps'), 'XMPP over TLS'])
  return rows.map((row, index) => [index === 0 ? `Finesse ${number}` : '', ...row])
}

function ctiRows({ domain }: Served, cti: ServedCti | undefined): string[][] {
  if (cti === undefined) return []
  return cti.sides.map(({ side, port, securePort }) => [
    `CTI ${side}`,
    `${domain}:${port}`,
    `GED-188 up to version ${cti.version}${securePort === undefined ? '' : `, TLS on ${securePort}`}`,
  ])
}

function userText({ served, free }: ServeNews, colour: boolean): string {
  const { directory, workload } = served.center
  const { queues } = workload.topology
  const those = directory.users.filter(({ index }) => free.has(index))
  const shown = those.slice(0, USERS_SHOWN)
  // The supervisor comes last, and is the one that is asked for.
  if (shown.length < those.length) shown[shown.length - 1] = those.at(-1)!
  const rows = shown.map((user) => [
    user.loginId,
    user.password,
    user.extension,
    user.role,
    teamsOf(user, directory.teams),
    user.queues.map((queue) => queues[queue]!.name).join(', '),
  ])
  rows.push([administrator.loginId, administrator.password, '', 'administrator', '', ''])
  const [head, ...lines] = columns([['User', 'Password', 'Extension', 'Role', 'Team', 'Queues'], ...rows])
  const others = directory.users.length - those.length
  const more = those.length > shown.length ? [`… and ${those.length - shown.length} more: ccsim ctl agents`] : []
  const busy =
    others === 0 ? [] : ['', dim(`${plural(others, 'other user')} of the scenario, at work by themselves.`, colour)]
  const all = those.length === 0 ? [] : [bold(head!, colour), ...lines, ...more]
  return [...all, ...busy].map((line) => (line === '' ? '' : ROOT + line)).join('\n')
}

function teamsOf(user: User, teams: Served['center']['directory']['teams']): string {
  const those = user.role === 'supervisor' ? user.supervises : [user.team]
  return those.map((team) => teams[team]!.name).join(', ')
}

function tryText({ served, free, ca }: ServeNews, users: readonly User[], colour: boolean): string {
  const user = users.find(({ index }) => free.has(index)) ?? users[0]!
  const { domain, ports } = served.nodes[0]
  const body = `<User><state>LOGIN</state><extension>${user.extension}</extension></User>`
  const url = `https://${domain}:${ports.https}/finesse/api/User/${user.loginId}`
  return [
    `${ROOT}Try  curl --cacert ${ca} -u ${user.loginId}:${user.password} -X PUT \\`,
    `${ROOT}          -H 'Content-Type: application/xml' -d '${body}' \\`,
    `${ROOT}          ${url}`,
    '',
    dim(`${ROOT}Ctrl-C ends it.`, colour),
  ].join('\n')
}

/** The same for programs: one line of JSON. */
export function serveJson({ scenario, seed, speed, served, cti, free, control, ca, version }: ServeNews): string {
  const { directory, workload } = served.center
  const json = {
    ccsim: version,
    scenario: scenario.name,
    release: workload.release,
    seed,
    speed,
    nodes: served.nodes.map(({ number, domain, host, ports, addresses }) => ({
      number,
      domain,
      host,
      ports,
      addresses,
    })),
    cti: cti?.sides ?? [],
    control,
    ca,
    administrator: { id: administrator.loginId, password: administrator.password },
    users: directory.users.map((user) => ({
      id: user.loginId,
      loginName: user.loginName,
      password: user.password,
      extension: user.extension,
      role: user.role,
      team: String(directory.teams[user.team]!.id),
      free: free.has(user.index),
    })),
  }
  return `${JSON.stringify(json)}\n`
}
