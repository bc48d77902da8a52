/** Every edit that breaks a behaviour, area by area as in the catalogue. */
import { agentState } from './agent-state.ts'
import { authentication } from './authentication.ts'
import { awdbFailover } from './awdb-failover.ts'
import { callsAndWrapUp } from './calls-and-wrap-up.ts'
import { clientFailover } from './client-failover.ts'
import { ctiFailover } from './cti-failover.ts'
import { desktop } from './desktop.ts'
import type { Sabotage } from './edit.ts'
import { finesseMaintenance } from './finesse-maintenance.ts'
import { fippa } from './fippa.ts'
import { limits } from './limits.ts'
import { notification } from './notification.ts'
import { outOfService } from './out-of-service.ts'
import { pgMaintenance } from './pg-maintenance.ts'
import { reasonCodes } from './reason-codes.ts'
import { services } from './services.ts'
import { supervisor } from './supervisor.ts'

export const sabotages: readonly Sabotage[] = [
  ...ctiFailover,
  ...awdbFailover,
  ...clientFailover,
  ...desktop,
  ...fippa,
  ...outOfService,
  ...pgMaintenance,
  ...finesseMaintenance,
  ...authentication,
  ...agentState,
  ...notification,
  ...supervisor,
  ...callsAndWrapUp,
  ...reasonCodes,
  ...services,
  ...limits,
]
