/** Brings the console to life: everything it shows comes by the stream, everything it does goes by the control API. */
import { byId } from '../../../../page/elements.js'
import { startAgents } from './agents.js'
import { act } from './ask.js'
import { startCalls } from './calls.js'
import { closeCard, startCard } from './card.js'
import { startLog } from './log.js'
import { startMap } from './map.js'
import { startPace } from './pace.js'
import { startStream } from './stream.js'

startMap()
startCalls()
startAgents()
startLog()
startPace()
void startCard()
startStream()

byId('act').addEventListener('submit', async (event) => {
  event.preventDefault()
  const field = byId('act-words')
  const text = field.value.trim()
  const ok = text !== '' && (await act(text, byId('act-said')))
  if (text !== '') field.toggleAttribute('aria-invalid', !ok)
  if (ok) field.value = ''
})

document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && byId('chosen').classList.contains('is-open')) closeCard()
})
