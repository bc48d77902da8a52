import { expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { DialogState, ParticipantState } from '../../../src/sim/domain/dialog-state.ts'
import { agentVoiceState } from '../../../src/sim/machines/agent-voice-state.ts'
import { compileMachine } from '../../../src/sim/machines/compile.ts'
import { dialog } from '../../../src/sim/machines/dialog.ts'
import { participant } from '../../../src/sim/machines/participant.ts'

// A table's state can be put into a Dialog, and a Dialog's state into a table, without a translation.
it.each([
  ['participant', ParticipantState, compileMachine(participant)],
  ['dialog', DialogState, compileMachine(dialog)],
])('%s states have the same numbers in the domain and in the table', (_name, domain, table) => {
  expect(Object.fromEntries(Object.keys(domain).map((name) => [name, table.states.indexOf(name as never)]))).toEqual(
    domain,
  )
})

it('every agent state of the machine has a GED-188 number', () => {
  expect(compileMachine(agentVoiceState).states.filter((name) => !(name in AgentState))).toEqual([])
})
