/** The map: parts as boxes, links as lines between them. The list of links says the same in words. */
import { byId, element } from '../../../../page/elements.js'
import { choose, chosenPart, drawFaults } from './card.js'
import { parts } from './parts.js'
import { toneOf, words } from './states.js'
import { store, whenChanged } from './store.js'

const SVG = 'http://www.w3.org/2000/svg'
const boxes = new Map()
let lines
let linksKey = ''

export function startMap() {
  lines = document.createElementNS(SVG, 'svg')
  lines.setAttribute('class', 'lines')
  lines.setAttribute('aria-hidden', 'true')
  byId('map').append(lines)
  new ResizeObserver(drawLines).observe(byId('map'))
  whenChanged(['topology'], draw)
}

function draw() {
  const { topology } = store
  if (topology === undefined) return
  const all = parts()
  for (const part of all) drawBox(part)
  for (const [id, box] of boxes) {
    if (all.every((part) => part.id !== id)) {
      box.remove()
      boxes.delete(id)
    }
  }
  drawLines()
  drawLinks(topology.links)
  drawFaults(byId('faults'), topology.faults)
}

function drawBox({ id, title, state, says, detail, services }) {
  let box = boxes.get(id)
  if (box === undefined) {
    box = element('button', { type: 'button', class: 'box', 'data-part': id })
    box.style.gridArea = id.replace(' ', '-')
    box.addEventListener('click', () => choose(id))
    boxes.set(id, box)
    byId('map').append(box)
  }
  const key = JSON.stringify([title, state, says, detail, services])
  if (box.dataset.key !== key) {
    box.dataset.key = key
    const name = element('b', {}, title)
    const line = element('span', { class: 'state' }, says)
    const more = detail ? [element('span', { class: 'detail' }, detail)] : []
    const each = (services ?? []).map(({ name: service, state: how }) =>
      element(
        'span',
        { class: `service ${toneOf(how)}`, title: `${service}: ${words(how)}` },
        service,
        hiddenWords(how),
      ),
    )
    box.replaceChildren(
      name,
      line,
      ...more,
      ...(each.length > 0 ? [element('span', { class: 'services' }, ...each)] : []),
    )
    box.dataset.tone = toneOf(state)
  }
  box.setAttribute('aria-pressed', String(chosenPart() === id))
}

/** Colours say nothing to a screen reader. */
const hiddenWords = (state) =>
  toneOf(state) === 'good' ? '' : element('span', { class: 'hidden' }, ` ${words(state)}`)

/** From the middle of an edge to the middle of an edge; side by side, from side to side. */
function drawLines() {
  const { topology } = store
  if (topology === undefined) return
  const frame = byId('map').getBoundingClientRect()
  const found = topology.links.flatMap(({ name, ends, state }) => {
    const [a, b] = ends.map((end) => boxes.get(end)?.getBoundingClientRect())
    if (a === undefined || b === undefined) return []
    return [{ name, state, path: between(a, b, frame) }]
  })
  while (lines.childElementCount > found.length) lines.lastChild.remove()
  while (lines.childElementCount < found.length) lines.append(document.createElementNS(SVG, 'path'))
  for (const [index, { name, state, path }] of found.entries()) {
    const line = lines.children[index]
    line.setAttribute('d', path)
    line.setAttribute('class', `link ${toneOf(state)}`)
    line.setAttribute('data-link', name)
  }
}

function between(a, b, frame) {
  const [upper, lower] = a.top <= b.top ? [a, b] : [b, a]
  if (Math.abs(a.top - b.top) < 4) {
    const [left, right] = a.left < b.left ? [a, b] : [b, a]
    if (right.left - left.right < left.width) {
      const y = left.top + left.height / 2 - frame.top
      return `M${left.right - frame.left} ${y}H${right.left - frame.left}`
    }
    // Below what stands between them.
    const [x1, x2] = [left.left + left.width * 0.75 - frame.left, right.left + right.width * 0.25 - frame.left]
    const [y1, y2] = [left.bottom - frame.top, right.bottom - frame.top]
    const low = Math.max(y1, y2) + 24
    return `M${x1} ${y1}C${x1} ${low} ${x2} ${low} ${x2} ${y2}`
  }
  // Lines leave towards where they go, so that they do not all start at one point.
  const lean = (from, to) => {
    const shift = (to.left + to.width / 2 - from.left - from.width / 2) * 0.22
    const most = from.width / 2 - 12
    return from.left + from.width / 2 + Math.max(-most, Math.min(most, shift)) - frame.left
  }
  const [x1, y1] = [lean(upper, lower), upper.bottom - frame.top]
  const [x2, y2] = [lean(lower, upper), lower.top - frame.top]
  const bend = (y2 - y1) / 2
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`
}

function drawLinks(links) {
  const key = JSON.stringify(links)
  if (key === linksKey) return
  linksKey = key
  const troubled = links.filter(({ state }) => toneOf(state) === 'bad' || toneOf(state) === 'unsure').length
  byId('links-count').textContent =
    troubled === 0 ? `${links.length}, all well` : `${links.length}, ${troubled} not well`
  const list = byId('links')
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.part : undefined
  list.replaceChildren(
    ...links.map(({ name, state }) => {
      const button = element('button', { type: 'button', class: 'row', 'data-part': name }, name)
      button.addEventListener('click', () => choose(name))
      return element(
        'li',
        {},
        element('i', { class: `dot ${toneOf(state)}`, 'aria-hidden': 'true' }),
        button,
        element('span', { class: 'quiet' }, state),
      )
    }),
  )
  if (focused !== undefined) list.querySelector(`[data-part="${CSS.escape(focused)}"]`)?.focus()
}
