/** The 15-minute intervals of one queue at a time. */

import { byId, element, tableHead } from '../../../page/elements.js'
import { clock, count, percent, span } from '../../../page/format.js'

const COLUMNS = [
  'Interval',
  'Offered',
  'Handled',
  'Abandoned',
  'RONA',
  'Service level',
  'ASA',
  'AHT',
  'Longest wait',
  'Occupancy',
]
const READERS = [count, count, count, count, percent, span, span, span, percent]

export function startIntervals({ queues, rows, left }) {
  const select = byId('interval-queue')
  if (!select || rows.length === 0) return
  const present = [...new Set(rows.map((row) => row[0]))]
  select.append(...present.map((queue) => element('option', { value: String(queue) }, queues[queue] ?? 'other')))
  const show = () => showQueue(rows.filter((row) => row[0] === Number(select.value)))
  select.addEventListener('change', show)
  show()
  const note = byId('intervals-left')
  note.hidden = left === 0
  note.textContent = `${count(left)} intervals of the quietest queues are left out of this page; queue-intervals.csv beside it has all.`
}

function showQueue(rows) {
  const most = Math.max(1, ...rows.map((row) => row[3]))
  const body = element('tbody', {}, ...rows.map((row) => intervalRow(row, most)))
  const columns = COLUMNS.map((name, index) => ({ name, number: index > 0 }))
  byId('interval-table').replaceChildren(tableHead(columns), body)
}

function intervalRow([, from, until, ...values], most) {
  const cells = values.map((value, index) => {
    const meter = index === 0 && { class: 'n meter', style: `--w:${value / most}` }
    return element('td', meter || { class: 'n' }, READERS[index](value))
  })
  return element('tr', {}, element('th', { scope: 'row' }, `${clock(from)} – ${clock(until)}`), ...cells)
}
