/** Charts over time, drawn by uPlot: stacked areas and lines, with the faults as bands behind them. */

import { byId, element } from '../../../page/elements.js'
import { clock, count, timeTicks } from '../../../page/format.js'
import { colour, pixels, whenThemeChanges } from './theme.js'

/** `spec`: { plot, keys, at, series: [{ name, colour, values }], stacked, height, top } */
export function createTimeChart(spec, { window: shown, faults, crosshair }) {
  const place = byId(spec.plot)
  if (spec.at.length === 0) {
    place.textContent = 'Nothing was recorded.'
    return undefined
  }
  const legend = createLegend(byId(spec.keys), spec.series)
  const chart = new globalThis.uPlot(
    {
      width: place.clientWidth,
      height: spec.height,
      padding: [8, 0, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: !spec.stacked, size: 6 }, drag: { x: true, y: false, setScale: false } },
      scales: {
        x: { time: false, range: () => [shown.lo, shown.hi] },
        y: { range: (_, __, max) => [0, spec.top ?? Math.max(5, max * 1.08)] },
      },
      axes: [timeAxis(shown), countAxis()],
      series: [{}, ...drawnSeries(spec)],
      hooks: {
        drawClear: [(self) => drawBands(self, faults)],
        setCursor: [
          (self) => {
            legend.show(self.cursor.idx)
            crosshair.from(self)
          },
        ],
        setSelect: [
          (self) => {
            if (self.select.width < 4) return
            shown.show(self.posToVal(self.select.left, 'x'), self.posToVal(self.select.left + self.select.width, 'x'))
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
      },
    },
    [spec.at, ...(spec.stacked ? stackedValues(spec.series) : spec.series.map((one) => one.values))],
    place,
  )
  place.addEventListener('dblclick', () => shown.showWhole())
  moveByKeys(place, chart, spec.at.length)
  redrawWhenNeeded(place, chart, spec.height)
  shown.changed(() => chart.setScale('x', { min: shown.lo, max: shown.hi }))
  return chart
}

/** The last area lies on top of all and is drawn first, so that each covers the upper part of the one before. */
function stackedValues(series) {
  const sums = []
  const below = series[0].values.map(() => 0)
  for (const { values } of series) {
    for (const [index, value] of values.entries()) below[index] += value
    sums.push([...below])
  }
  return sums.reverse()
}

function drawnSeries({ series, stacked }) {
  if (!stacked) return series.map((one) => ({ stroke: () => colour(one.colour), width: 1.5, points: { show: false } }))
  const area = (one) => ({
    fill: () => colour(one.colour),
    stroke: () => colour('surface'),
    width: 0.5,
    points: { show: false },
    paths: globalThis.uPlot.paths.stepped({ align: 1 }),
  })
  return series.map(area).reverse()
}

export const axisStyle = () => ({
  stroke: () => colour('quiet'),
  font: '12px system-ui, sans-serif',
  ticks: { stroke: () => colour('line-strong'), width: 1, size: 4 },
  grid: { stroke: () => colour('line'), width: 1 },
})

export const timeAxis = (shown) => ({
  ...axisStyle(),
  size: 28,
  gap: 4,
  splits: (self) => timeTicks(shown.lo, shown.hi, self.bbox.width / devicePixelRatio),
  // A label too near the right edge would be cut off there.
  values: (_, splits) => splits.map((at) => (shown.hi - at < (shown.hi - shown.lo) * 0.03 ? '' : clock(at))),
})

const countAxis = () => ({
  ...axisStyle(),
  size: () => pixels('gutter'),
  space: 32,
  incrs: [1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000, 100_000],
  values: (_, splits) => splits.map(count),
})

export function drawBands(chart, faults) {
  const { ctx, bbox } = chart
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const [from, until] of faults) {
    const left = chart.valToPos(from, 'x', true)
    const right = chart.valToPos(until ?? from, 'x', true)
    ctx.fillStyle = colour('band')
    ctx.fillRect(left, bbox.top, Math.max(right - left, 2), bbox.height)
    ctx.fillStyle = colour('band-edge')
    ctx.fillRect(left, bbox.top, devicePixelRatio, bbox.height)
  }
  ctx.restore()
}

/** Names with their colours; each shows its value under the cursor, or its peak when there is none. */
function createLegend(list, series) {
  const values = series.map((one) => {
    const swatch = element('i', { class: 'swatch', style: `background:var(--${one.colour})` })
    const value = element('span', { class: 'value' })
    list.append(element('li', {}, swatch, `${one.name} `, value))
    return value
  })
  const show = (index) => {
    for (const [place, { values: row }] of series.entries()) {
      values[place].textContent =
        index === null || index === undefined
          ? `peak ${count(row.reduce((a, b) => Math.max(a, b), 0))}`
          : count(row[index] ?? 0)
    }
  }
  show(null)
  return { show }
}

export function moveByKeys(place, chart, length) {
  place.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const index = Math.min(length - 1, Math.max(0, (chart.cursor.idx ?? -1) + step * (event.shiftKey ? 10 : 1)))
    chart.setCursor({ left: chart.valToPos(chart.data[0][index], 'x'), top: 10 })
  })
}

export function redrawWhenNeeded(place, chart, height) {
  whenThemeChanges(() => chart.redraw(false, true))
  new ResizeObserver(() => {
    if (place.clientWidth > 0 && place.clientWidth !== chart.width) chart.setSize({ width: place.clientWidth, height })
  }).observe(place)
}
