/** Queues with what waits in them, the calls there are, and placing some more. */
import { byId, element, tableHead } from '../../../../page/elements.js'
import { clock, count, span } from '../../../../page/format.js'
import { ask, byField, say } from './ask.js'
import { words } from './states.js'
import { secondsSince, store, whenChanged } from './store.js'
import { createWindow } from './window.js'

const QUEUE_COLUMNS = [
  { name: 'Queue' },
  { name: 'Waiting', number: true },
  { name: 'Longest', number: true },
  { name: 'Offered', number: true },
  { name: 'Answered', number: true },
  { name: 'Abandoned', number: true },
]
const FIELDS = ['queue', 'count', 'talk', 'patience']

const partyText = ({ parties }) =>
  parties.map(({ id, state }) => (state === 'ACTIVE' ? id : `${id} ${words(state)}`)).join(', ') || '–'

const CALL_COLUMNS = [
  { key: 'id', name: 'Call', cell: ({ id }) => ({ text: String(id) }), value: ({ id }) => -id },
  {
    key: 'queue',
    name: 'Queue',
    cell: ({ queue, type }) => ({ text: queue ?? words(type) }),
    value: ({ queue }) => queue ?? '~',
  },
  { key: 'parties', name: 'Agents', cell: (call) => ({ text: partyText(call) }) },
  {
    key: 'since',
    name: 'Since',
    class: 'n',
    cell: ({ since }) => ({ text: clock(secondsSince(since)) }),
    value: ({ since }) => since,
  },
]

let table

export function startCalls() {
  table = createWindow(byId('calls'), {
    label: 'Calls',
    columns: CALL_COLUMNS,
    keyOf: ({ id }) => id,
    sort: 'id',
    empty: 'No calls.',
  })
  whenChanged(['queues'], drawQueues)
  whenChanged(['calls'], drawCalls)
  whenChanged(['clock'], () => table.draw())
  byId('place').addEventListener('submit', (event) => {
    event.preventDefault()
    void place()
  })
}

function drawCalls() {
  const { size } = store.calls
  byId('calls-count').textContent = size === 1 ? '1 call' : `${count(size)} calls`
  table.show([...store.calls.values()])
}

function drawQueues() {
  const queues = [...store.queues.values()]
  const waiting = queues.reduce((sum, one) => sum + one.waiting, 0)
  byId('queues-count').textContent = waiting === 0 ? 'nobody waits' : `${count(waiting)} waiting`
  const rows = queues.map((queue) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, queue.name),
      element('td', { class: 'n' }, count(queue.waiting)),
      element('td', { class: 'n' }, queue.waiting === 0 ? '–' : span(queue.longest).replace(/\.0 s$/, ' s')),
      ...[queue.offered, queue.answered, queue.abandoned].map((n) => element('td', { class: 'n' }, count(n))),
    ),
  )
  byId('queues').replaceChildren(tableHead(QUEUE_COLUMNS), element('tbody', {}, ...rows))
  const choice = byId('call-queue')
  if (choice.options.length !== queues.length) {
    choice.replaceChildren(...queues.map(({ id, name }) => element('option', { value: String(id) }, name)))
  }
}

/** Numbers go as numbers, so that what is none is said by the server, by its field. */
async function place() {
  const form = byId('place')
  const values = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]))
  const numeric = Number(values.count)
  const { ok, says, json } = await ask('calls', {
    queue: values.queue,
    count: values.count === '' || Number.isNaN(numeric) ? values.count : numeric,
    ...(values.talk === '' ? {} : { talk: values.talk }),
    ...(values.patience === '' ? {} : { patience: values.patience }),
  })
  const { found, others } = ok ? { found: new Map(), others: [] } : byField(says, FIELDS)
  for (const name of FIELDS) showProblem(form.elements[name], found.get(name))
  const placed = json?.contacts?.length
  const said = ok ? `Placed ${placed === 1 ? 'a call' : `${placed} calls`}.` : others.join('; ')
  say(byId('place-said'), ok, said)
  if (!ok && found.size > 0) form.elements[[...found.keys()][0]].focus()
}

function showProblem(field, problem) {
  const id = `${field.id}-problem`
  byId(id)?.remove()
  field.toggleAttribute('aria-invalid', problem !== undefined)
  if (problem === undefined) {
    field.removeAttribute('aria-describedby')
    return
  }
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', id)
  field.after(element('span', { class: 'said is-bad', id }, problem))
}
