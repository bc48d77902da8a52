import { agentVoiceState } from './agent-voice-state.ts'
import { agentVoiceStateCcx } from './agent-voice-state-ccx.ts'
import { awdbConnection } from './awdb-connection.ts'
import { ctiLink } from './cti-link.ts'
import { ctiSession } from './cti-session.ts'
import type { MachineDefinition } from './definition.ts'
import { desktopSession } from './desktop-session.ts'
import { device } from './device.ts'
import { dialog } from './dialog.ts'
import { finesseMaintenance } from './finesse-maintenance.ts'
import { finesseService } from './finesse-service.ts'
import { mobileCall } from './mobile-call.ts'
import { participant } from './participant.ts'
import { pgMaintenance } from './pg-maintenance.ts'
import { pgSide } from './pg-side.ts'
import { phoneAgent } from './phone-agent.ts'
import { presence } from './presence.ts'
import { service } from './service.ts'

export interface ListedMachine {
  readonly name: string
  /** One sentence. */
  readonly says: string
  /** The public document it follows; the file itself is more exact. */
  readonly source: string
  readonly machine: MachineDefinition
}

const developerGuide = 'Cisco Finesse Web Services Developer Guide 12.5(1)'
const adminGuide = 'Cisco Finesse Administration Guide'
const ctiGuide = 'CTI Server Message Reference Guide (Protocol Version 24), Unified CCE 12.6(1)'

const list = (machine: MachineDefinition, says: string, source: string): ListedMachine => ({
  name: machine.id,
  says,
  source,
  machine,
})

/** Every state machine of the contact center. */
export const machines: readonly ListedMachine[] = [
  list(agentVoiceState, 'How a Unified CCE moves a voice agent between states.', `${developerGuide}, p. 42-50`),
  list(agentVoiceStateCcx, 'How a Unified CCX moves a voice agent between states.', `${developerGuide}, p. 42-50`),
  list(participant, 'One party of a call, from off hook to wrap-up.', `${developerGuide}, p. 125-127`),
  list(dialog, 'One call as a whole, as its Dialog shows it.', `${developerGuide}, p. 125-127`),
  list(device, 'An agent phone on Unified CM, one line of it.', `${ctiGuide}, SYSTEM_EVENT and call events`),
  list(mobileCall, 'The call leg to a mobile agent, nailed up or call by call.', 'Unified CCE Features Guide 12.5(1)'),
  list(ctiSession, "One client's session on a CTI Server, seen from the server.", `${ctiGuide}, session management`),
  list(ctiLink, 'One CTI connection of a Finesse node, seen from Finesse.', `${adminGuide} 15.0(1), CTI Failover`),
  list(pgSide, 'One side of a duplex agent PG: standby, active, stopping.', `${ctiGuide}, active and standby`),
  list(pgMaintenance, 'Planned move of an agent PG to its other side.', `${ctiGuide}, graceful shutdown`),
  list(awdbConnection, 'Which of the two AWDBs a Finesse node uses.', `${adminGuide} 11.6(1), p. 122`),
  list(finesseService, 'Whether a Finesse node is in service.', `${adminGuide} 15.0(1), CTI Failover`),
  list(service, 'One service of a Finesse node.', `${adminGuide} 11.6(1), p. 113-114`),
  list(finesseMaintenance, 'Maintenance mode of a Finesse node.', `${adminGuide} 15.0(1), Finesse Maintenance Mode`),
  list(
    presence,
    'Presence of a user on a node, and the forced logout after its loss.',
    `${adminGuide} 11.6(1), p. 124`,
  ),
  list(desktopSession, 'An agent desktop: sign-in, work, failover, maintenance.', `${adminGuide} 11.6(1), p. 123-126`),
  list(phoneAgent, 'An agent signed in on the screen of an IP phone.', `${adminGuide} 11.6(1), p. 127`),
]

export function machineNamed(name: string): ListedMachine {
  const found = machines.find((machine) => machine.name === name)
  if (!found) throw new Error(`no machine '${name}'. There are: ${machines.map((machine) => machine.name).join(', ')}`)
  return found
}
