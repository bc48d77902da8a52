/** The stream of changes. It reconnects by itself for as long as it takes, and says meanwhile that nobody is there. */
import { byId } from '../../../../page/elements.js'
import { takeChanges, takeState } from './store.js'

/** Ticks come every second; after so long without, the server is taken for gone. */
const SILENCE_MS = 6_000
const AGAIN_MS = 1_500

let source
let heardAt = 0
let isAlive = false

export function startStream() {
  connect()
  setInterval(() => {
    if (isAlive && performance.now() - heardAt > SILENCE_MS) lost('Nothing is heard of the server any more. ')
    if (!isAlive && source.readyState === EventSource.CLOSED) connect()
  }, AGAIN_MS)
}

function connect() {
  source?.close()
  source = new EventSource('/api/events')
  source.addEventListener('state', heard(takeState))
  source.addEventListener('changes', heard(takeChanges))
  source.addEventListener('tick', heard(takeChanges))
  source.addEventListener('error', () => lost('The server is gone. '))
}

const heard = (take) => (event) => {
  heardAt = performance.now()
  // After a loss only a whole state is worth something.
  if (!isAlive && event.type !== 'state') return
  take(JSON.parse(event.data))
  if (!isAlive) show(true, '')
}

function lost(why) {
  show(false, `${why}What is shown is the last that was heard; the page reconnects by itself.`)
  if (performance.now() - heardAt > SILENCE_MS) source.close()
}

function show(alive, why) {
  isAlive = alive
  document.body.classList.toggle('is-gone', !alive)
  const pill = byId('alive')
  pill.textContent = alive ? 'live' : 'gone'
  pill.className = `pill ${alive ? 'good' : 'bad'}`
  const banner = byId('gone')
  banner.hidden = alive
  if (banner.textContent !== why) banner.textContent = why
  document.title = document.title.replace(/^(\(gone\) )?/, alive ? '' : '(gone) ')
}
