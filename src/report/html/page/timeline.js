/** Ties lanes and charts together: one window of time, one crosshair, zoom by dragging, by fault or back to the whole. */

import { createTimeChart } from './charts.js'
import { byId, element } from './elements.js'
import { clock, timeTicks } from './format.js'
import { createTimeWindow } from './time-window.js'

export function startTimeline({ end, faults, states, waiting }) {
  const shown = createTimeWindow(end)
  const section = document.querySelector('.timeline')
  const whole = byId('whole-run')
  const charts = []
  const crosshair = createCrosshair(shown, charts)
  const shared = { window: shown, faults, crosshair }
  const agents = states.series.reduce((sum, one) => sum + (one.values[0] ?? 0), 0)
  const stacked = { plot: 'states-chart', keys: 'states-keys', ...states, stacked: true, height: 240, top: agents || 1 }
  const lines = { plot: 'waiting-chart', keys: 'waiting-keys', ...waiting, stacked: false, height: 200 }
  for (const spec of [stacked, lines]) {
    const chart = createTimeChart(spec, shared)
    if (chart) charts.push(chart)
  }

  const axis = byId('lane-axis')
  const update = () => {
    section.style.setProperty('--lo', shown.lo)
    section.style.setProperty('--hi', shown.hi)
    whole.hidden = shown.whole
    const ticks = timeTicks(shown.lo, shown.hi, axis.clientWidth)
    axis.replaceChildren(...ticks.map((at) => element('span', { class: 'tick', style: `--a:${at}` }, clock(at))))
  }
  shown.changed(update)
  new ResizeObserver(update).observe(axis)
  whole.addEventListener('click', () => shown.showWhole())
  byId('lanes').addEventListener('dblclick', () => shown.showWhole())
  addEventListener('keydown', (event) => event.key === 'Escape' && shown.showWhole())
  zoomToFaults(shown, section)
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
function createCrosshair(shown, charts) {
  const line = byId('crosshair')
  const readout = byId('readout')
  const lanes = byId('lanes')
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
