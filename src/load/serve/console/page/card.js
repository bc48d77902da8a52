/** The part that was chosen: how it is, what is wrong with it, and what can be done to it. */
import { byId, element } from '../../../../page/elements.js'
import { clock, count } from '../../../../page/format.js'
import { act } from './ask.js'
import { faultsOn, isLink, linksAt, nounsOf, parts } from './parts.js'
import { toneOf, words } from './states.js'
import { changed, secondsSince, store, whenChanged } from './store.js'

/** How long what lasts shall last. */
const LENGTHS = [
  ['', 'until ended'],
  ['10s', '10 s'],
  ['30s', '30 s'],
  ['1min', '1 min'],
  ['5min', '5 min'],
  ['15min', '15 min'],
]

let verbs = []
let chosen = 'finesse 1'
let drawnFor = ''
let length = ''

export const chosenPart = () => chosen

export async function startCard() {
  whenChanged(['topology', 'agents', 'calls'], draw)
  verbs = await (await fetch('/api/verbs')).json().catch(() => [])
  byId('act-list').replaceChildren(...examples().map((value) => element('option', { value })))
  drawnFor = ''
  changed('topology')
}

const examples = () =>
  verbs
    .filter(({ noun }) => ['finesse', 'ctisvr', 'awdb', 'link'].includes(noun))
    .map(({ do: word, noun, needs }) => {
      const what = { finesse: 'finesse 1', ctisvr: 'ctisvr A', awdb: 'awdb 1', link: 'finesse 1 – ctisvr A' }[noun]
      return `${word} ${what}${needs === '' ? '' : ` ${needs}`}`
    })

/** Shows a part's card; on a narrow screen it comes up over the page, and takes the focus. */
export function choose(id) {
  chosen = id
  drawnFor = ''
  changed('topology')
  const box = byId('chosen')
  box.classList.add('is-open')
  if (matchMedia('(max-width: 1079px)').matches) requestAnimationFrame(() => box.focus({ preventScroll: true }))
}

export function closeCard() {
  byId('chosen').classList.remove('is-open')
  document.querySelector(`[data-part="${CSS.escape(chosen)}"]`)?.focus()
}

function draw() {
  if (store.topology === undefined) return
  const box = byId('chosen')
  if (drawnFor !== chosen) {
    drawnFor = chosen
    box.replaceChildren(...frame())
  }
  box.querySelector('.facts').replaceChildren(...factsOf(chosen))
  drawFaults(box.querySelector('.in-force'), faultsOn(nounsOf(chosen).map(({ phrase }) => phrase)))
  const state = stateOf(chosen)
  const pill = box.querySelector('.pill')
  pill.textContent = state.says
  pill.className = `pill ${state.tone}`
}

function stateOf(id) {
  if (id.startsWith('agent ') || id.startsWith('supervisor ')) {
    const agent = store.agents.get(id.split(' ')[1])
    return { says: words(agent?.state ?? 'unknown'), tone: '' }
  }
  if (isLink(id)) {
    const state = store.topology.links.find(({ name }) => name === id)?.state ?? 'idle'
    return { says: state, tone: toneOf(state) }
  }
  const part = parts().find((one) => one.id === id)
  return { says: part?.says ?? '', tone: toneOf(part?.state ?? '') }
}

function titleOf(id) {
  if (/^(agent|supervisor) /.test(id)) {
    const agent = store.agents.get(id.split(' ')[1])
    return agent === undefined ? id : `${agent.id} ${agent.name}`
  }
  return parts().find((one) => one.id === id)?.title ?? id
}

function frame() {
  const close = element('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×')
  close.addEventListener('click', closeCard)
  const said = element('p', { class: 'said', role: 'status', id: 'chosen-said' })
  return [
    element(
      'div',
      { class: 'card-head' },
      element('h2', { id: 'chosen-title' }, titleOf(chosen)),
      element('span', { class: 'pill' }),
      close,
    ),
    element('dl', { class: 'facts' }),
    element('div', { class: 'in-force' }),
    lengthField(),
    ...nounsOf(chosen).flatMap(({ noun, phrase }, index) => verbGroup(noun, phrase, said, index)),
    said,
  ]
}

function lengthField() {
  const select = element(
    'select',
    { id: 'chosen-for' },
    ...LENGTHS.map(([value, text]) => element('option', { value }, text)),
  )
  select.value = length
  select.addEventListener('change', () => {
    length = select.value
  })
  return element('p', { class: 'length' }, element('label', { for: 'chosen-for' }, 'What lasts, lasts '), select)
}

/** The verbs for one noun. What needs more than a noun is put into the field of words, to be completed there. */
function verbGroup(noun, phrase, said, index) {
  const those = verbs.filter((verb) => verb.noun === noun)
  if (those.length === 0) return []
  const buttons = those.map(({ do: word, says, needs, lasts }) => {
    const button = element(
      'button',
      { type: 'button', class: 'verb', title: says, 'data-verb': `${word} ${phrase}` },
      `${word}${needs === '' ? '' : ' …'}`,
    )
    button.setAttribute('aria-label', `${word} ${phrase}${needs === '' ? '' : ', more to say'}`)
    button.addEventListener('click', () => {
      const text = [word, phrase, needs, lasts && length !== '' ? `for ${length}` : ''].filter(Boolean).join(' ')
      if (needs === '') void act(text, said)
      else propose(text)
    })
    return button
  })
  const title = index === 0 && phrase === chosen ? [] : [element('h3', {}, phrase)]
  return [element('div', { class: 'verbs', role: 'group', 'aria-label': `Do to ${phrase}` }, ...title, ...buttons)]
}

function propose(text) {
  const field = byId('act-words')
  closeCard()
  field.value = text
  field.focus()
  const from = text.indexOf('=') + 1
  const until = text.indexOf(' ', from)
  if (from > 0) field.setSelectionRange(from, until < 0 ? text.length : until)
}

/** Faults in force, each with a button that ends it; drawn anew only when they are others. */
export function drawFaults(place, faults) {
  const key = JSON.stringify(faults)
  if (place.dataset.key !== key) {
    place.dataset.key = key
    place.replaceChildren(...faults.map((fault) => faultRow(fault)))
  }
  for (const time of place.querySelectorAll('[data-since]')) {
    const text = clock(secondsSince(time.dataset.since))
    if (time.textContent !== text) time.textContent = text
  }
}

function faultRow({ says, since, until, mend }) {
  const said = element('span', { class: 'said', role: 'status' })
  const row = element(
    'p',
    { class: 'fault' },
    element('b', {}, says),
    element('span', { class: 'quiet' }, until === null ? 'since ' : 'for ', element('span', { 'data-since': since })),
  )
  if (mend !== null) {
    const button = element('button', { type: 'button', class: 'small', 'data-mend': mend }, words(mend.split(' ')[0]))
    button.setAttribute('aria-label', mend)
    // The row goes with its fault; what was said of the part before is out of date as well.
    button.addEventListener('click', () => act(mend, said, byId('chosen-said')))
    row.append(button)
  }
  row.append(said)
  return row
}

function factsOf(id) {
  return facts(id).flatMap(([name, ...values]) => [element('dt', {}, name), element('dd', {}, ...values)])
}

function facts(id) {
  const { topology } = store
  const [kind, which] = id.split(' ')
  if (kind === 'agent' || kind === 'supervisor') return agentFacts(store.agents.get(which))
  if (isLink(id)) return []
  const links = linksAt(id).map(({ name, ends, state }) => [
    linkButton(name, ends[0] === id ? ends[1] : ends[0]),
    dot(state),
    state,
  ])
  if (kind === 'finesse') {
    const node = topology.finesse[Number(which) - 1]
    const services = node.services.map(({ name, state }) => [name, dot(state), words(state)])
    const mode = node.maintenance === '' ? [] : [['maintenance', words(node.maintenance)]]
    const addresses = Object.values(node.addresses).filter(
      (one) => one.startsWith('https') && !one.endsWith('/http-bind'),
    )
    return [['users', count(node.users)], ...mode, ...services, ...links, ['address', ...addresses]]
  }
  return links
}

function agentFacts(agent) {
  if (agent === undefined) return []
  const call = store.callOf.get(agent.id)
  return [
    ['state', `${words(agent.state)} since ${clock(secondsSince(agent.since))}`],
    ...(agent.reason === 0 ? [] : [['reason', String(agent.reason)]]),
    ...(agent.pending === null ? [] : [['then', words(agent.pending)]]),
    ['node', agent.node === null ? 'not present' : `finesse ${agent.node}`],
    ['extension', agent.extension],
    ['team', agent.team],
    ...(agent.free ? [['free', 'for you to sign in as']] : []),
    ['call', call === undefined ? '–' : `${call.id}${call.queue === null ? '' : `, ${call.queue}`}`],
  ]
}

const dot = (state) => element('i', { class: `dot ${toneOf(state)}`, 'aria-hidden': 'true' })

function linkButton(name, text) {
  const button = element('button', { type: 'button', class: 'row', 'aria-label': `link ${name}` }, text)
  button.addEventListener('click', () => choose(name))
  return button
}
