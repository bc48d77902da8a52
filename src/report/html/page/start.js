/** Brings the page to life. All it shows is in the page already: nothing is ever fetched. */
import { byId } from '../../../page/elements.js'
import { startIntervals } from './intervals.js'
import { startLatency } from './latency.js'
import { startLoad, startMemory } from './load.js'
import { startLookup } from './lookup.js'
import { watchTheme } from './theme.js'
import { startTimeline } from './timeline.js'

const data = JSON.parse(byId('data').textContent)

for (const part of document.querySelectorAll('.needs-script')) part.hidden = false
startTimeline(data)
startLatency(data.hops)
startLoad(data)
startMemory(data)
startIntervals(data.intervals)
startLookup(data.lookup)
watchTheme()

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const source = byId(button.dataset.copy)
    const copied = await copy(source.textContent).catch(() => false)
    // Where a browser does not let a local page copy, the text is at least selected, ready for Ctrl+C.
    if (!copied) getSelection().selectAllChildren(source)
    button.textContent = copied ? 'Copied' : 'Press Ctrl+C'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
}

async function copy(text) {
  await navigator.clipboard.writeText(text)
  return true
}
