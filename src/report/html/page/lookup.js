/** Search over agents and calls: every word must be found somewhere in a row. A row opens to its details. */

import { byId, element, tableHead } from '../../../page/elements.js'
import { clock, count, percent, span } from '../../../page/format.js'

const ROWS_MAX = 50

export function startLookup(data) {
  const unsettled = new Map(data.unsettled)
  const agents = data.agents.map((row) => agentOf(row, data, unsettled))
  const calls = data.calls.map((row) => callOf(row, data))
  const query = byId('query')
  const search = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = [agents, calls].map((all) => all.filter((one) => words.every((word) => one.text.includes(word))))
    showRows('agent-table', AGENT_COLUMNS, found[0], (agent) => agentDetail(agent, calls))
    showRows('call-table', CALL_COLUMNS, found[1], (call) => callDetail(call, ask))
    byId('lookup-count').textContent = `${count(found[0].length)} agents and ${count(found[1].length)} calls found`
  }
  const ask = (words) => {
    query.value = words
    search()
    byId('lookup').scrollIntoView()
    query.focus({ preventScroll: true })
  }
  query.addEventListener('input', search)
  for (const link of document.querySelectorAll('[data-lookup]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      ask(link.dataset.lookup)
    })
  }
  const left = [
    data.agentsLeft && `${count(data.agentsLeft)} agents`,
    data.callsLeft && `${count(data.callsLeft)} calls`,
  ]
  if (left.some(Boolean))
    byId('lookup-left').textContent = `${left.filter(Boolean).join(' and ')} are left out of this page.`
  search()
}

function agentOf(row, { teams }, unsettled) {
  const [
    id,
    extension,
    name,
    supervisor,
    team,
    node,
    handled,
    ronas,
    signedIn,
    talk,
    hold,
    wrapUp,
    ready,
    notReady,
    occupancy,
  ] = row
  const role = supervisor ? 'supervisor' : 'agent'
  const trouble = unsettled.get(id)
  const words = trouble === undefined ? [] : ['did not come right', trouble]
  const text = [id, extension, name, role, teams[team], ...words].join('\n').toLowerCase()
  const times = { signedIn, talk, hold, wrapUp, ready, notReady }
  return { id, extension, name, role, team: teams[team], node, handled, ronas, occupancy, trouble, ...times, text }
}

function callOf([id, kind, queue, offered, answered, ended, agents, outcome], { queues, words }) {
  const call = {
    id,
    kind: words[kind],
    queue: queues[queue],
    offered,
    answered,
    ended,
    agents,
    outcome: words[outcome],
  }
  return { ...call, text: [id, call.kind, call.queue, call.outcome, ...agents].join('\n').toLowerCase() }
}

const wait = (call) => (call.answered ?? call.ended ?? call.offered) - call.offered

const AGENT_COLUMNS = [
  { name: 'Agent', value: (agent) => agent.id },
  { name: 'Name', value: (agent) => agent.name },
  { name: 'Extension', value: (agent) => agent.extension },
  { name: 'Team', value: (agent) => agent.team },
  { name: 'Calls', number: true, value: (agent) => count(agent.handled) },
  { name: 'Occupancy', number: true, value: (agent) => percent(agent.occupancy) },
]

const CALL_COLUMNS = [
  { name: 'Call', value: (call) => String(call.id) },
  { name: 'Queue', value: (call) => call.queue },
  { name: 'Offered', number: true, value: (call) => clock(call.offered) },
  { name: 'Waited', number: true, value: (call) => span(wait(call)) },
  { name: 'Outcome', value: (call) => call.outcome },
  { name: 'Agents', value: (call) => call.agents.join(', ') || '–' },
]

function showRows(id, columns, found, detail) {
  const rows = found.slice(0, ROWS_MAX).map((one) => openableRow(columns, one, detail))
  if (found.length > ROWS_MAX)
    rows.push(messageRow(columns, `${count(found.length - ROWS_MAX)} more: narrow the search to see them.`))
  if (found.length === 0) rows.push(messageRow(columns, 'Nothing found.'))
  byId(id).replaceChildren(tableHead(columns), element('tbody', {}, ...rows))
}

const messageRow = (columns, words) =>
  element('tr', {}, element('td', { colspan: String(columns.length), class: 'quiet' }, words))

function openableRow(columns, one, detail) {
  const button = element('button', { type: 'button', class: 'row', 'aria-expanded': 'false' }, columns[0].value(one))
  const cells = columns.slice(1).map((column) => element('td', { class: column.number && 'n' }, column.value(one)))
  const row = element('tr', {}, element('th', { scope: 'row' }, button), ...cells)
  button.addEventListener('click', () => {
    const open = button.getAttribute('aria-expanded') === 'true'
    button.setAttribute('aria-expanded', String(!open))
    if (open) row.nextElementSibling.remove()
    else
      row.after(element('tr', { class: 'detail' }, element('td', { colspan: String(columns.length) }, ...detail(one))))
  })
  return row
}

const facts = (pairs) =>
  element(
    'dl',
    {},
    ...pairs.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  )

function agentDetail(agent, calls) {
  const own = calls.filter((call) => call.agents.includes(agent.id))
  const times = [
    ['talk', 'talking'],
    ['hold', 'hold'],
    ['wrapUp', 'work'],
    ['ready', 'ready'],
    ['notReady', 'not-ready'],
  ]
  const shares = times.map(([field, name]) => element('i', { style: `flex:${agent[field]};background:var(--${name})` }))
  const trouble =
    agent.trouble === undefined ? [] : [element('p', { class: 'is-bad' }, `Did not come right: ${agent.trouble}`)]
  return [
    ...trouble,
    element('div', { class: 'shares', 'aria-hidden': 'true' }, ...shares),
    facts([
      ['Role', agent.role],
      ['Node', String(agent.node)],
      ['Signed in', clock(agent.signedIn)],
      ['Talking', clock(agent.talk)],
      ['On hold', clock(agent.hold)],
      ['Wrap-up', clock(agent.wrapUp)],
      ['Ready', clock(agent.ready)],
      ['Not ready', clock(agent.notReady)],
      ['Unanswered offers', count(agent.ronas)],
      [
        'Calls on this page',
        own.length === 0
          ? 'none'
          : own
              .slice(0, 12)
              .map((call) => call.id)
              .join(', '),
      ],
    ]),
  ]
}

function callDetail(call, ask) {
  const links = call.agents.map((agent) => {
    const link = element('button', { type: 'button', class: 'row' }, agent)
    link.addEventListener('click', () => ask(agent))
    return link
  })
  const talked = call.answered === null || call.ended === null ? null : call.ended - call.answered
  const list = facts([
    ['Kind', call.kind],
    ['Offered', clock(call.offered)],
    ['Answered', clock(call.answered)],
    ['Ended', clock(call.ended)],
    ['Waited', span(wait(call))],
    ['With agents', span(talked)],
  ])
  if (links.length > 0)
    list.append(
      element('div', {}, element('dt', {}, 'Agents'), element('dd', {}, ...links.flatMap((link) => [link, ' ']))),
    )
  return [list]
}
