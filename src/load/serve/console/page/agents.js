/** Agents: who is in which state since when, at which node, on which call. */
import { byId, element } from '../../../../page/elements.js'
import { clock, count } from '../../../../page/format.js'
import { choose } from './card.js'
import { AGENT_STATES, agentColour, words } from './states.js'
import { secondsSince, store, whenChanged } from './store.js'
import { createWindow } from './window.js'

const rank = ({ state }) => String(AGENT_STATES.indexOf(state)).padStart(2, '0')
const onCall = ({ id }) => store.callOf.get(id)

const COLUMNS = [
  { key: 'id', name: 'Agent', cell: ({ id }) => ({ text: id }), value: ({ id }) => id.padStart(12) },
  {
    key: 'name',
    name: 'Name',
    cell: ({ name, free }) => ({ text: free ? `${name} (free)` : name }),
    value: ({ name }) => name,
    class: 'name',
  },
  {
    key: 'team',
    name: 'Team',
    cell: ({ team, role }) => ({ text: role === 'agent' ? team : 'supervisor' }),
    value: ({ team }) => team,
    class: 'team',
  },
  { key: 'state', name: 'State', cell: stateCell, value: (agent) => `${rank(agent)} ${agent.since}`, class: 'state' },
  {
    key: 'since',
    name: 'Since',
    class: 'n',
    cell: ({ since }) => ({ text: clock(secondsSince(since)) }),
    value: ({ since }) => since,
  },
  {
    key: 'node',
    name: 'Node',
    class: 'n',
    cell: ({ node }) => ({ text: node === null ? '–' : String(node) }),
    value: ({ node }) => node ?? 9,
  },
  {
    key: 'call',
    name: 'Call',
    class: 'call',
    cell: (agent) => ({ text: callText(onCall(agent)) }),
    value: (agent) => onCall(agent)?.id ?? Number.POSITIVE_INFINITY,
  },
]

function stateCell({ state, pending, reason }) {
  const then = pending === null ? '' : `, then ${words(pending)}`
  const why = reason === 0 || state !== 'NOT_READY' ? '' : ` ${reason}`
  return { text: `${words(state)}${why}${then}`, colour: agentColour(state) }
}

// Where there is little room, the queue is seen and not the number.
const callText = (call) => (call === undefined ? '–' : `${call.queue === null ? '' : `${call.queue} `}${call.id}`)

let table
let only

export function startAgents() {
  table = createWindow(byId('agents-rows'), {
    label: 'Agents',
    columns: COLUMNS,
    keyOf: ({ id }) => id,
    open: ({ id, role }) => ({ id: `${role} ${id}`, run: () => choose(`${role} ${id}`) }),
    sort: 'id',
    empty: 'Nobody found.',
  })
  byId('agents-find').addEventListener('input', draw)
  whenChanged(['agents', 'calls'], draw)
  whenChanged(['clock'], () => table.draw())
}

function draw() {
  const query = byId('agents-find').value.toLowerCase().split(/\s+/).filter(Boolean)
  const all = [...store.agents.values()]
  const counts = new Map()
  const found = all.filter((agent) => query.length === 0 || matches(agent, query))
  for (const { state } of found) counts.set(state, (counts.get(state) ?? 0) + 1)
  drawStates(counts)
  const shown = only === undefined ? found : found.filter(({ state }) => state === only)
  const text = shown.length === all.length ? `${count(all.length)}` : `${count(shown.length)} of ${count(all.length)}`
  const place = byId('agents-count')
  if (place.textContent !== text) place.textContent = text
  table.show(shown)
}

/** Every word has to be found; `node 2` is one of two words. */
function matches(agent, query) {
  const { id, name, team, role, state, extension, node } = agent
  const text = `${id} ${name} ${team} ${role} ${words(state)} ${extension} node ${node ?? 'none'} ${callText(onCall(agent))}`
  const whole = text.toLowerCase()
  return query.every((word, index) => {
    if (word === 'node' && query[index + 1] !== undefined) return whole.includes(`node ${query[index + 1]}`)
    return query[index - 1] === 'node' || whole.includes(word)
  })
}

function drawStates(counts) {
  const box = byId('agents-states')
  for (const state of [...AGENT_STATES, ...counts.keys()]) {
    let chip = box.querySelector(`[data-state="${CSS.escape(state)}"]`)
    const many = counts.get(state) ?? 0
    if (chip === null) {
      chip = element(
        'button',
        { type: 'button', class: 'chip', 'data-state': state },
        element('i', { class: 'swatch', 'data-colour': agentColour(state), 'aria-hidden': 'true' }),
        `${words(state)} `,
        element('b'),
      )
      chip.addEventListener('click', () => {
        only = only === state ? undefined : state
        draw()
      })
      box.append(chip)
    }
    chip.lastChild.textContent = count(many)
    chip.hidden = many === 0 && only !== state
    chip.setAttribute('aria-pressed', String(only === state))
  }
}
