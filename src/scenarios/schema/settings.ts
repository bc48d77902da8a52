import { z } from 'zod'
import { defaultSettings as usual } from '../../sim/domain/workload.ts'
import { whole } from './fields.ts'

/** Properties of Finesse. They keep the names and the units that the documents have for them. */
export const settings = z
  .strictObject({
    enableAutoWorkModeStateChange: z
      .boolean()
      .prefault(usual.enableAutoWorkModeStateChange)
      .describe('Agents of a non-voice media leave WORK by themselves after a loss of CTI.'),
    agentStateAfterMigration: z
      .enum(['READY', 'NOT_READY'])
      .prefault(usual.agentStateAfterMigration)
      .describe('State of a desktop that maintenance moved, with an agent PG of 12.5 or earlier.'),
    migrationNotReadyReasonCode: whole(0, 65_535).prefault(usual.migrationNotReadyReasonCode),
    maxMMTimeSec: whole(1, 86_400).prefault(usual.maxMMTimeSec).describe('Longest time of a maintenance, in seconds.'),
    preLoadSecondaryResources: z
      .boolean()
      .prefault(usual.preLoadSecondaryResources)
      .describe('Desktops fetch the files of the other node at sign-in already.'),
    retryLoginAfterLogoutPhoneFailure: z
      .boolean()
      .prefault(usual.retryLoginAfterLogoutPhoneFailure)
      .describe('From 12.5 on desktops sign in again by themselves after a device error, or a logout by one.'),
    enableRetryLoginFeature: z
      .boolean()
      .prefault(usual.enableRetryLoginFeature)
      .describe('Without effect: a documented defect.'),
    loginRetries: whole(1, 10).prefault(usual.loginRetries).describe('How often they try.'),
    loginRetryPauseSec: whole(15, 180).prefault(usual.loginRetryPauseSec).describe('Seconds between two tries.'),
    ippaInactivityTimeoutSec: whole(0, 86_400)
      .refine((seconds) => seconds === 0 || seconds >= 120, 'must be 0, or at least 120')
      .prefault(usual.ippaInactivityTimeoutSec)
      .describe('Seconds on another screen that sign an agent on an IP phone out; 0 never.'),
    administratorLock: z
      .enum(['api', 'console'])
      .optional()
      .describe('Five wrong passwords lock the administrator for 5 minutes (api, unless told) or for 30 (console).'),
    queueStatisticsSec: whole(1, 600)
      .optional()
      .describe('Seconds between two rounds of queue statistics; those of the release unless told.'),
  })
  .describe('Properties of Finesse, under the names its documents have for them.')
