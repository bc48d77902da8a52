import { z } from 'zod'
import { pgTypes } from '../../sim/domain/pg-maintenance.ts'
import { certificateNames, supervisorActs } from '../../sim/domain/workload.ts'
import { LIMITS } from '../limits.ts'
import { distribution, duration, listOf, name, share, whole } from './fields.ts'
import { release } from './release.ts'

const queue = z.union(
  [
    name,
    z.strictObject({
      name: name.describe('What traffic, timeline and reports call it.'),
      id: whole(1, 2 ** 31 - 1)
        .optional()
        .describe('Skill group number; counted up from 5001 unless told.'),
      priority: whole(0, 100).prefault(1).describe('Larger is served first by an agent of several queues.'),
      serviceLevel: duration.prefault('20s').describe('Calls answered within it keep the service level.'),
    }),
  ],
  { error: 'should be a name, or like { name: sales, serviceLevel: 30s }' },
)

const latency = z.strictObject({
  desktop: duration.prefault('10ms').describe('One way between a desktop and Finesse.'),
  desktopJitter: duration.prefault('5ms').describe('Up to this much on top, drawn for each message.'),
  server: duration.prefault('500us').describe('One way between servers.'),
  serverJitter: duration.prefault('200us').describe('Up to this much on top, drawn for each message.'),
})

const mobile = z.strictObject({
  share: share.prefault('0%').describe('Share of agents that work from a phone outside.'),
  mode: z.enum(['call-by-call', 'nailed-connection']).prefault('call-by-call'),
})

const thirdParty = z.strictObject({
  share: share.prefault('0%').describe('Share of agents whose client is not the Finesse desktop.'),
  supported: z.boolean().prefault(false).describe('Whether a maintenance of Finesse waits for them, rather than fail.'),
})

const gadgets = z.strictObject({
  xml: whole(0, 100).prefault(6),
  jsp: whole(0, 100).prefault(0).describe('They take three times as long to load.'),
})

const certificates = z.strictObject({
  missing: share.prefault('0%').describe('Share of the desktops, the first ones, that never accepted it.'),
  which: z
    .enum(certificateNames)
    .prefault('other-finesse')
    .describe('Of the own or the other node, seen from the one an agent signed in to first.'),
})

export const topology = z
  .strictObject({
    finesse: whole(1, 2).prefault(2).describe('Finesse nodes.'),
    cti: z.enum(['A', 'AB']).prefault('AB').describe('CTI server sides.'),
    awdb: whole(1, 2).prefault(2).describe('Agent databases.'),
    pgRelease: release.optional().describe('Release of the agent PG and its CTI servers; that of Finesse unless told.'),
    pgType: z
      .enum(pgTypes)
      .prefault('cucm')
      .describe('Kind of the agent PG; only that of Unified CM can be moved as planned.'),
    agents: whole(1, LIMITS.agents).prefault(20).describe('Agents, supervisors not included.'),
    supervisors: whole(0, LIMITS.supervisors).optional().describe('One for each team unless told.'),
    configuredAgents: whole(0, LIMITS.configuredAgents)
      .optional()
      .describe('Agents and supervisors that the agent PG is configured for; those who work here unless told.'),
    otherCtiClients: whole(0, LIMITS.otherCtiClients)
      .optional()
      .describe('Clients of the CTI servers besides Finesse, who all come back at once after a failure.'),
    teamSize: whole(1, LIMITS.teamSize).prefault(20).describe('Agents of one team.'),
    queues: z
      .union([whole(1, LIMITS.queues), listOf(queue, LIMITS.queues).min(1)], {
        error: 'should be a number of queues or a list of them',
      })
      .prefault(1)
      .describe('How many, then called queue-1, queue-2 and so on, or a list.'),
    queuesPerAgent: whole(1, LIMITS.queues).optional().describe('Five, or all when there are fewer.'),
    mobile: mobile.prefault({}).describe('Mobile agents: the last of the agents.'),
    phoneAgents: z
      .strictObject({
        share: share.prefault('0%'),
        supervisors: share.prefault('0%').describe('Share of the supervisors, who can do there what agents can.'),
      })
      .prefault({})
      .describe('Agents signed in on an IP phone instead of a browser: the last ones before the mobile agents.'),
    thirdParty: thirdParty.prefault({}).describe('Clients of others: the last agents before those on IP phones.'),
    chats: z
      .strictObject({ share: share.prefault('0%') })
      .optional()
      .describe('Share of the agents who are signed in to chat as well; no chats come.'),
    gadgets: gadgets.prefault({}).describe('What each desktop loads.'),
    finesseCpus: z
      .literal([4, 8], { error: 'must be 4 or 8' })
      .prefault(4)
      .describe('Virtual processors of a Finesse node.'),
    certificates: certificates.prefault({}).describe('Certificates of Finesse that browsers have not accepted.'),
    latency: latency.prefault({}).describe('Network latency.'),
    keepalives: z
      .enum(['quiescent', 'always'])
      .prefault('quiescent')
      .describe('Whether keep-alive pings are played only while a fault could be noticed by them.'),
  })
  .describe('What the contact center is built of.')

const act = z.strictObject({
  act: z.enum(supervisorActs),
  every: distribution.describe('Between two such acts of one supervisor.'),
  for: distribution.prefault('60s').describe('How long a monitored or barged call is listened to.'),
})

export const supervision = z
  .strictObject({
    watchTeams: z.boolean().prefault(true).describe('Supervisors follow the state of every team member.'),
    watchQueues: z.boolean().prefault(false).describe('Supervisors follow the queue statistics.'),
    acts: listOf(act).prefault([]).describe('What supervisors do to agents.'),
  })
  .describe('What supervisors watch and do.')
