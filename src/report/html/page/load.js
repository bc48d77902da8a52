/** A run under load, one operation at a time: its latency as time went by, its percentiles, its phases. */

import { byId, element, tableHead } from '../../../page/elements.js'
import { clock, count, milliseconds } from '../../../page/format.js'
import { axisStyle, drawBands, redrawWhenNeeded, timeAxis } from './charts.js'
import { percentileAxes } from './latency.js'
import { colour } from './theme.js'
import { createTimeWindow } from './time-window.js'

const LATENCIES = [
  { name: 'p50', colour: 'line-3', column: 3 },
  { name: 'p95', colour: 'line-1', column: 4 },
  { name: 'p99', colour: 'line-2', column: 5 },
  { name: 'p99 from its begin', colour: 'line-6', column: 6, like: 5, dash: [5, 4] },
]
const RATES = [
  { name: 'planned', colour: 'line-1', column: 1 },
  { name: 'failed or dropped', colour: 'bad', column: 2 },
]
const CURVES = [
  { name: 'from the moment it was wanted', colour: 'line-2', of: 'intended' },
  { name: 'from the moment it was begun', colour: 'line-6', of: 'actual', dash: [5, 4] },
]
const PHASES = ['Phase', 'From', 'Until', 'Planned', 'Failed', 'Dropped', 'p50', 'p95', 'p99', 'Max']
const FIRST = ['answer', 'sign-in']

export function startLoad({ load, end, faults }) {
  const select = byId('load-operation')
  if (!select || !load) return
  select.append(...load.map(({ name }, index) => element('option', { value: String(index) }, name)))
  const first = FIRST.map((wanted) => load.findIndex(({ name }) => name === wanted)).find((index) => index >= 0) ?? 0
  select.value = String(first)
  const show = () => {
    const chosen = load[Number(select.value)]
    const shown = createTimeWindow(0, end)
    const place = { shown, faults }
    drawOverTime('load-chart', 'load-keys', chosen, LATENCIES, place, { log: true, height: 240, text: milliseconds })
    drawOverTime('load-rate-chart', 'load-rate-keys', chosen, RATES, place, { log: false, height: 140, text: count })
    drawCurves(chosen)
    showPhases(chosen.phases)
    const minutes = Math.round(chosen.stepS / 60)
    const step = minutes === 1 ? 'One point a minute' : `One point in ${minutes} minutes`
    byId('load-note').textContent = `${step}, of what was wanted in it. The axis is logarithmic; red bands are faults.`
  }
  select.addEventListener('change', show)
  show()
}

/** A chart is made anew for each operation: uPlot keeps its scales otherwise. */
function drawOverTime(plot, keys, { intervals, stepS }, lines, { shown, faults }, { log, height, text }) {
  const place = byId(plot)
  place.replaceChildren()
  const list = byId(keys)
  list.replaceChildren()
  // Where nothing waited, one of two equal lines is enough.
  const isOther = ({ column, like }) => like === undefined || intervals.some((row) => row[column] !== row[like])
  const present = lines.filter((one) => isOther(one) && intervals.some((row) => row[one.column] !== null))
  if (intervals.length === 0 || present.length === 0) {
    place.textContent = 'Nothing was measured over time.'
    return
  }
  // A point stands in the middle of its interval.
  const at = intervals.map((row) => row[0] + stepS / 2)
  const values = present.map(({ column }) => intervals.map((row) => row[column]))
  const keyed = createKeys(list, present)
  const chart = new globalThis.uPlot(
    {
      width: place.clientWidth,
      height,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, range: () => [shown.lo, shown.hi] },
        y: log
          ? { distr: 3, range: (_, min, max) => wholeDecades(min, max) }
          : { range: (_, __, max) => [0, Math.max(5, max * 1.08)] },
      },
      axes: [
        timeAxis(shown),
        log ? latencyAxis() : { ...axisStyle(), size: 64, values: (_, splits) => splits.map(text) },
      ],
      series: [
        {},
        ...present.map((one) => ({
          stroke: () => colour(one.colour),
          width: 1.75,
          dash: one.dash,
          points: { show: intervals.length < 40, size: 5, fill: () => colour(one.colour) },
        })),
      ],
      hooks: {
        drawClear: [(self) => drawBands(self, faults)],
        setCursor: [(self) => tell(self.cursor.idx)],
      },
    },
    [at, ...values],
    place,
  )
  const tell = (index) => {
    for (const [line, row] of values.entries()) {
      const value = index === null || index === undefined ? undefined : row[index]
      keyed[line].textContent = value === undefined || value === null ? '' : text(value)
    }
  }
  redrawWhenNeeded(place, chart, height)
}

const wholeDecades = (min, max) => [
  10 ** Math.floor(Math.log10(min || 1)),
  10 ** Math.ceil(Math.log10((max || 1) * 1.05)),
]

const isPower = (value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9

const latencyAxis = () => ({
  ...axisStyle(),
  size: 64,
  values: (_, splits) => splits.map((ms) => (isPower(ms) ? milliseconds(ms) : '')),
})

function createKeys(list, lines) {
  return lines.map((one) => {
    const swatch = element('i', { class: 'swatch', style: `background:var(--${one.colour})` })
    const value = element('span', { class: 'value' })
    list.append(element('li', {}, swatch, `${one.name} `, value))
    return value
  })
}

function drawCurves(chosen) {
  const place = byId('load-curve')
  place.replaceChildren()
  const list = byId('load-curve-keys')
  list.replaceChildren()
  const curves = CURVES.filter(({ of }) => chosen[of].length > 1)
  if (curves.length === 0) {
    place.textContent = 'Too few samples for a curve.'
    return
  }
  const keyed = createKeys(list, curves)
  const height = 240
  const chart = new globalThis.uPlot(
    {
      width: place.clientWidth,
      height,
      padding: [10, 34, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: false, distr: 3 }, y: { distr: 3, range: (_, min, max) => wholeDecades(min, max) } },
      axes: percentileAxes(),
      series: [
        {},
        ...curves.map((one) => ({
          stroke: () => colour(one.colour),
          width: 1.75,
          dash: one.dash,
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: {
        setCursor: [
          (self) => {
            const at = self.cursor.left >= 0 ? self.posToVal(self.cursor.left, 'x') : undefined
            for (const [line, { of }] of curves.entries()) {
              const point = at === undefined ? undefined : chosen[of].findLast(([rare]) => rare <= at)
              keyed[line].textContent = point ? milliseconds(point[1]) : ''
            }
          },
        ],
      },
    },
    globalThis.uPlot.join(curves.map(({ of }) => [chosen[of].map(([rare]) => rare), chosen[of].map(([, ms]) => ms)])),
    place,
  )
  redrawWhenNeeded(place, chart, height)
}

function showPhases(phases) {
  const table = byId('load-phases')
  table.parentElement.hidden = phases.length === 0
  const time = (ms) => (ms === null ? '–' : milliseconds(ms))
  const rows = phases.map(([name, from, until, planned, failed, dropped, ...times]) => {
    const cells = [clock(from), clock(until), count(planned), count(failed), count(dropped), ...times.map(time)]
    const isBad = (index) => (index === 3 && failed > 0) || (index === 4 && dropped > 0)
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...cells.map((cell, index) => element('td', { class: isBad(index) ? 'n is-bad' : 'n' }, cell)),
    )
  })
  table.replaceChildren(
    tableHead(PHASES.map((name, index) => ({ name, number: index > 0 }))),
    element('tbody', {}, ...rows),
  )
}

const COLOURS = 6

export function startMemory({ memory, end, faults }) {
  const place = byId('memory-chart')
  if (!place) return
  if (!memory) {
    place.closest('.needs-script').hidden = true
    return
  }
  const shown = createTimeWindow(0, end)
  const lines = memory.map(({ name }, index) => ({ name, colour: `line-${(index % COLOURS) + 1}` }))
  const keyed = createKeys(byId('memory-keys'), lines)
  const height = 160
  const mib = (value) => `${count(value)} MiB`
  const data = globalThis.uPlot.join(memory.map(({ at, values }) => [at, values]))
  const chart = new globalThis.uPlot(
    {
      width: place.clientWidth,
      height,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: false, range: () => [shown.lo, shown.hi] }, y: { range: (_, __, max) => [0, max * 1.1] } },
      axes: [timeAxis(shown), { ...axisStyle(), size: 76, values: (_, splits) => splits.map(mib) }],
      series: [
        {},
        ...lines.map((one) => ({
          stroke: () => colour(one.colour),
          width: 1.5,
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: {
        drawClear: [(self) => drawBands(self, faults)],
        setCursor: [
          (self) => {
            const { idx } = self.cursor
            for (const [line, { values, at }] of memory.entries()) {
              const until = idx === null || idx === undefined ? undefined : self.data[0][idx]
              const index = until === undefined ? -1 : at.findLastIndex((one) => one <= until)
              keyed[line].textContent = index < 0 ? `peak ${mib(Math.max(...values))}` : mib(values[index])
            }
          },
        ],
      },
    },
    data,
    place,
  )
  for (const [line, { values }] of memory.entries()) keyed[line].textContent = `peak ${mib(Math.max(...values))}`
  redrawWhenNeeded(place, chart, height)
}
