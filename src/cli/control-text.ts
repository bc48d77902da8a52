/** What `ccsim ctl` shows of a center, as tables. */
import type { AgentView, CallView, ClockView, QueueView, StateView, TopologyView } from '../load/serve/control/views.ts'
import { plural } from '../report/figures.ts'
import { bold, columns } from './table.ts'
import type { Terminal } from './terminal.ts'

type Look = Pick<Terminal, 'colour'>

/** `08:15:03, 10 × real time`. */
export function clockText({ now, speed, paused }: ClockView): string {
  const time = now.slice(11, 19)
  return `${time} UTC, ${paused ? 'paused' : speed === 1 ? 'real time' : `${speed} × real time`}\n`
}

export function stateText({ clock, topology, agents, calls, queues }: StateView, look: Look): string {
  const states = new Map<string, number>()
  for (const { state } of agents) states.set(state, (states.get(state) ?? 0) + 1)
  const counted = [...states].sort((a, b) => b[1] - a[1]).map(([state, count]) => `${count} ${state}`)
  return [
    clockText(clock).trimEnd(),
    tableText('topology', topology, look).trimEnd(),
    tableText('queues', queues, look).trimEnd(),
    `${bold(plural(agents.length, 'user'), look.colour)}  ${counted.join(', ')}`,
    calls.length === 0 ? 'No calls.' : tableText('calls', calls, look).trimEnd(),
    '',
  ].join('\n\n')
}

const rowsOf = {
  topology: ({ finesse, cti, awdb }: TopologyView) => [
    ['Server', 'Process', 'State', 'Address'],
    ...finesse.map(({ number, process, inService, addresses }) => [
      `Finesse ${number}`,
      process,
      inService ? 'IN_SERVICE' : 'OUT_OF_SERVICE',
      addresses['https'] ?? '',
    ]),
    ...cti.map(({ side, process }) => [`CTI ${side}`, process, '', '']),
    ...awdb.map(({ number, process }) => [`AWDB ${number}`, process, '', '']),
  ],
  agents: (agents: readonly AgentView[]) => [
    ['User', 'Name', 'Role', 'Team', 'Extension', 'State', 'Reason', 'Since', 'Node', ''],
    ...agents.map(({ id, name, role, team, extension, state, reason, since, node, free }) => [
      id,
      name,
      role,
      team,
      extension,
      state,
      reason === 0 ? '' : String(reason),
      since.slice(11, 19),
      node === null ? '' : String(node),
      free ? 'free' : '',
    ]),
  ],
  calls: (calls: readonly CallView[]) => [
    ['Call', 'Type', 'Queue', 'Since', 'Parties'],
    ...calls.map(({ id, type, queue, since, parties }) => [
      String(id),
      type,
      queue ?? '',
      since.slice(11, 19),
      parties.map((party) => `${party.id} ${party.state}`).join(', '),
    ]),
  ],
  queues: (queues: readonly QueueView[]) => [
    ['Queue', 'Id', 'Waiting', 'Longest', 'Offered', 'Answered', 'Abandoned'],
    ...queues.map(({ name, id, waiting, longest, offered, answered, abandoned }) => [
      name,
      String(id),
      String(waiting),
      waiting === 0 ? '' : `${longest} s`,
      String(offered),
      String(answered),
      String(abandoned),
    ]),
  ],
}

export function tableText(name: keyof typeof rowsOf, said: unknown, { colour }: Look): string {
  const [head, ...lines] = columns(rowsOf[name](said as never))
  return `${[bold(head!, colour), ...lines].join('\n')}\n`
}
