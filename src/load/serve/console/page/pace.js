/** The clock of the center, standing still, and speed. */
import { byId, element } from '../../../../page/elements.js'
import { ask } from './ask.js'
import { now, store, takeClock, whenChanged } from './store.js'

const SPEEDS = [0.5, 1, 2, 5, 10, 20, 60]

export function startPace() {
  whenChanged(['clock'], draw)
  setInterval(draw, 500)
  byId('pause').addEventListener('click', () => change(store.clock?.paused === true ? 'resume' : 'pause'))
  byId('speed').addEventListener('change', (event) => change('speed', { speed: Number(event.target.value) }))
}

async function change(path, body) {
  const { ok, json } = await ask(path, body)
  if (ok) takeClock(json)
}

function draw() {
  const { clock } = store
  if (clock === undefined || document.body.classList.contains('is-gone')) return
  const text = new Date(now()).toISOString().slice(11, 19)
  const time = byId('clock')
  if (time.textContent !== text) time.textContent = text
  time.classList.toggle('is-paused', clock.paused)
  const button = byId('pause')
  const word = clock.paused ? 'Resume' : 'Pause'
  if (button.textContent !== word) button.textContent = word
  const choice = byId('speed')
  const value = String(clock.speed)
  if (![...choice.options].some((option) => option.value === value)) {
    const speeds = [...new Set([...SPEEDS, clock.speed])].sort((a, b) => a - b)
    choice.replaceChildren(...speeds.map((one) => element('option', { value: String(one) }, `${one} ×`)))
  }
  if (document.activeElement !== choice && choice.value !== value) choice.value = value
}
