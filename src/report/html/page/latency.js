/** Percentile curves: how slow, against how rare. Both axes are logarithmic, so every further nine gets equal room. */

import { byId, element } from '../../../page/elements.js'
import { milliseconds } from '../../../page/format.js'
import { redrawWhenNeeded } from './charts.js'
import { colour } from './theme.js'

const COLOURS = 6
const HEIGHT = 280

export function startLatency(hops) {
  const place = byId('latency-chart')
  if (!place || hops.length === 0) return
  const curves = hops.map(({ points }) => [points.map((point) => point[0]), points.map((point) => point[1])])
  const values = createKeys(byId('latency-keys'), hops)
  const chart = new globalThis.uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      padding: [10, 34, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: false, distr: 3 }, y: { distr: 3 } },
      axes: percentileAxes(),
      series: [{}, ...hops.map((_, index) => line(index))],
      hooks: { setCursor: [(self) => showValues(self, hops, values)] },
    },
    globalThis.uPlot.join(curves),
    place,
  )
  redrawWhenNeeded(place, chart, HEIGHT)
}

export const percentileAxes = () => [
  { ...style(), size: 30, values: (_, splits) => splits.map(percentile) },
  { ...style(), size: 64, values: (_, splits) => splits.map((ms) => (isPower(ms) ? milliseconds(ms) : '')) },
]

const line = (index) => ({
  stroke: () => colour(`line-${(index % COLOURS) + 1}`),
  width: 1.75,
  dash: index < COLOURS ? undefined : [6, 4],
  spanGaps: true,
  points: { show: false },
})

const style = () => ({
  stroke: () => colour('quiet'),
  font: '12px system-ui, sans-serif',
  ticks: { show: false },
  grid: { stroke: () => colour('line'), width: 1 },
})

const isPower = (value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9

/** 10 → p90, 100 → p99; the minor lines between stay bare. */
function percentile(rarity) {
  if (rarity === null || !isPower(rarity)) return rarity === 2 ? 'p50' : ''
  if (rarity <= 1) return 'min'
  const nines = Math.round(Math.log10(rarity))
  return nines < 3 ? `p${100 - 100 / rarity}` : `p99.${'9'.repeat(nines - 2)}`
}

function createKeys(list, hops) {
  return hops.map(({ name }, index) => {
    const swatch = element('i', { class: 'swatch', style: `background:var(--line-${(index % COLOURS) + 1})` })
    const value = element('span', { class: 'value' })
    list.append(element('li', {}, swatch, `${name} `, value))
    return value
  })
}

/** Curves have points of their own: the nearest at or below the cursor speaks for each. */
function showValues(chart, hops, values) {
  const { left } = chart.cursor
  const at = left >= 0 ? chart.posToVal(left, 'x') : undefined
  for (const [index, { points }] of hops.entries()) {
    const point = at === undefined ? undefined : points.findLast(([rarity]) => rarity <= at)
    values[index].textContent = point ? milliseconds(point[1]) : ''
  }
}
