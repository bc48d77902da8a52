/** Ties lanes and charts together: one window of time, one crosshair, zoom by dragging, by fault or back to the whole. */

import { byId, element } from '../../../page/elements.js'
import { clock, timeTicks } from '../../../page/format.js'
import { createTimeChart } from './charts.js'
import { createTimeWindow } from './time-window.js'

export function startTimeline({ end, faults, states, desktops, waiting, failovers }) {
  const agents = states.series.reduce((sum, one) => sum + (one.values[0] ?? 0), 0)
  const stacked = { plot: 'states-chart', keys: 'states-keys', ...states, stacked: true, height: 240, top: agents || 1 }
  const lines = { plot: 'waiting-chart', keys: 'waiting-keys', ...waiting, stacked: false, height: 200 }
  const specs = [stacked, lines]
  if (desktops)
    specs.push({
      plot: 'desktops-chart',
      keys: 'desktops-keys',
      ...desktops,
      stacked: true,
      height: 160,
      top: topOf(desktops),
    })
  const section = byId('whole-timeline')
  const shown = connect(section, createTimeWindow(0, end), faults, specs)
  zoomToFaults(shown, section)
  for (const place of document.querySelectorAll('[data-failover]')) {
    startFailover(place, failovers[Number(place.dataset.failover)])
  }
}

function startFailover(place, { from, until, focus, bands, at, series }) {
  const id = `failover-${place.dataset.failover}`
  const most = at.reduce(
    (top, _, index) =>
      Math.max(
        top,
        series.reduce((sum, one) => sum + one.values[index], 0),
      ),
    1,
  )
  const spec = { plot: `${id}-chart`, keys: `${id}-keys`, at, series, stacked: true, height: 190, top: most }
  const shown = connect(place, createTimeWindow(from, until), bands, [spec])
  if (focus) shown.show(...focus)
}

/** How high a stack ever is. */
const topOf = ({ at, series }) =>
  at.reduce(
    (top, _, index) =>
      Math.max(
        top,
        series.reduce((sum, one) => sum + one.values[index], 0),
      ),
    1,
  )

/** One window of time and one crosshair for all lanes and charts of a section. */
function connect(section, shown, faults, specs) {
  const whole = section.querySelector('.whole')
  const axis = section.querySelector('.lane-axis')
  const charts = []
  const crosshair = createCrosshair(section, shown, charts)
  for (const spec of specs) {
    const chart = createTimeChart(spec, { window: shown, faults, crosshair })
    if (chart) charts.push(chart)
  }
  const update = () => {
    section.style.setProperty('--lo', shown.lo)
    section.style.setProperty('--hi', shown.hi)
    whole.hidden = shown.whole
    // A label at the very edge would stand out of the card.
    const last = shown.hi - ((shown.hi - shown.lo) * 30) / Math.max(axis.clientWidth, 60)
    const ticks = timeTicks(shown.lo, shown.hi, axis.clientWidth).filter((at) => at <= last)
    axis.replaceChildren(...ticks.map((at) => element('span', { class: 'tick', style: `--a:${at}` }, clock(at))))
  }
  shown.changed(update)
  new ResizeObserver(update).observe(axis)
  whole.addEventListener('click', () => shown.showWhole())
  section.querySelector('.lanes').addEventListener('dblclick', () => shown.showWhole())
  addEventListener('keydown', (event) => event.key === 'Escape' && shown.showWhole())
  return shown
}

function zoomToFaults(shown, section) {
  for (const button of document.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => {
      const [from, until] = button.dataset.zoom.split(' ').map(Number)
      const around = Math.max(60, (until - from) * 0.4)
      shown.show(from - around, until + around)
      section.scrollIntoView({ block: 'start', behavior: 'smooth' })
    })
  }
}

/** One moment, marked in every lane and chart; whichever the pointer is over leads the others. */
function createCrosshair(section, shown, charts) {
  const line = section.querySelector('.crosshair')
  const readout = section.querySelector('.readout')
  const lanes = section.querySelector('.lanes')
  let leading = false
  const mark = (share) => {
    line.hidden = share === undefined
    if (share !== undefined) line.style.left = `${share * 100}%`
    readout.textContent = share === undefined ? '' : clock(shown.lo + share * (shown.hi - shown.lo))
  }
  const follow = (share, except) => {
    for (const chart of charts) {
      if (chart === except) continue
      chart.setCursor(share === undefined ? { left: -10, top: -10 } : { left: share * chart.over.clientWidth, top: 10 })
    }
  }
  const lead = (share, chart) => {
    if (leading) return
    leading = true
    mark(share)
    follow(share, chart)
    leading = false
  }
  lanes.addEventListener('pointermove', (event) => {
    const box = line.parentElement.getBoundingClientRect()
    const share = (event.clientX - box.left) / box.width
    lead(share >= 0 && share <= 1 ? share : undefined)
  })
  lanes.addEventListener('pointerleave', () => lead(undefined))
  return {
    from: (chart) => lead(chart.cursor.left >= 0 ? chart.cursor.left / chart.over.clientWidth : undefined, chart),
  }
}
