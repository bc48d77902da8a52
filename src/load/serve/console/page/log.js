/** What happened, the newest on top. */
import { byId, element } from '../../../../page/elements.js'
import { count } from '../../../../page/format.js'
import { toneOf, words } from './states.js'
import { store, whenChanged } from './store.js'

const KINDS = [
  ['act', 'done'],
  ['state', 'states'],
  ['syslog', 'syslog'],
  ['notice', 'notices'],
]
const hidden = new Set()
const made = new Map()

export function startLog() {
  for (const [kind, text] of KINDS) {
    const chip = element('button', { type: 'button', class: 'chip', 'aria-pressed': 'true' }, text)
    chip.addEventListener('click', () => {
      if (!hidden.delete(kind)) hidden.add(kind)
      chip.setAttribute('aria-pressed', String(!hidden.has(kind)))
      draw()
    })
    byId('log-kinds').append(chip)
  }
  whenChanged(['log'], draw)
}

const timeOf = (moment) => moment.slice(11, 19)

function draw() {
  const list = byId('log')
  for (const [number, line] of made) {
    if (store.log.has(number)) continue
    line.remove()
    made.delete(number)
  }
  // Newest first: each line stands before those that are older.
  for (const line of store.log.values()) {
    let item = made.get(line.number)
    if (item === undefined) {
      item = itemOf(line)
      made.set(line.number, item)
      list.prepend(item)
    }
    item.hidden = hidden.has(line.kind)
    const often = line.times === 1 ? '' : line.kind === 'notice' ? count(line.times) : `${count(line.times)} times`
    if (item.lastChild.textContent !== often) item.lastChild.textContent = often
  }
}

function itemOf({ kind, who, says, at }) {
  const isEnd = kind === 'act' && says.startsWith('over: ')
  const tone = kind === 'act' ? (isEnd ? 'good' : 'act') : kind === 'state' ? toneOf(says) : 'plain'
  const text = kind === 'notice' ? says.replace(/-/g, ' ') : kind === 'state' ? words(says) : says
  return element(
    'li',
    { class: `${kind} ${tone}` },
    element('time', { datetime: at }, timeOf(at)),
    element('span', { class: 'who' }, kind === 'act' ? (isEnd ? 'ended' : 'done') : who),
    element('span', { class: 'what' }, isEnd ? text.slice(6) : text),
    element('span', { class: 'often' }),
  )
}
