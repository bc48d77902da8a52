/** Statistics of skill groups, both ways. The world keeps the present; the counters of intervals are not kept: all 0. */
import type { Invoke, SkillGroupStatistics } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import { type Fields, layoutFor, type Message, type MessageOf, versionMax } from '../ged188/layouts.ts'
import type { Decoded } from './decoded.ts'
import { make } from './make.ts'
import { NULL_ID } from './names.ts'
import type { Reading } from './reading.ts'
import type { Writing } from './writing.ts'

const NAME = 'QUERY_SKILL_GROUP_STATISTICS_CONF'
const zeros = Object.fromEntries(
  layoutFor(NAME, versionMax)!.readings[0]!.fixed.map(({ name }) => [name, 0]),
) as unknown as Fields<typeof NAME>

export function writeStatisticsReq({ names }: Writing, queue: number, { invoke }: Invoke): Message {
  const SkillGroupNumber = names.queues[queue]?.id ?? NULL_ID
  const PeripheralID = names.peripheralId
  return make('QUERY_SKILL_GROUP_STATISTICS_REQ', {
    InvokeID: invoke,
    PeripheralID,
    SkillGroupNumber,
    SkillGroupID: NULL_ID,
  })
}

/** Undefined where there is no such group. */
export function readStatisticsReq(
  reading: Reading,
  { fields }: MessageOf<'QUERY_SKILL_GROUP_STATISTICS_REQ'>,
): Decoded | undefined {
  const number = fields.SkillGroupNumber === NULL_ID ? fields.SkillGroupID : fields.SkillGroupNumber
  const queue = reading.queueOf(number)
  return queue < 0
    ? undefined
    : { kind: M.querySkillGroupStatisticsReq, about: queue, body: { invoke: fields.InvokeID } }
}

export function writeStatistics(writing: Writing, conf: SkillGroupStatistics): Message {
  const { names } = writing
  const id = names.queues[conf.queue]?.id ?? NULL_ID
  const waited = conf.oldest < 0 ? 0 : Math.max(0, Math.floor((writing.now() - conf.oldest) / SECOND))
  return make(NAME, {
    ...zeros,
    InvokeID: conf.invoke,
    PeripheralID: names.peripheralId,
    SkillGroupNumber: id,
    SkillGroupID: id,
    AgentsLoggedOn: conf.loggedOn,
    AgentsAvail: conf.ready,
    AgentsNotReady: conf.notReady,
    AgentsReady: conf.ready,
    AgentsTalkingIn: conf.talkingInbound,
    AgentsTalkingOut: conf.talkingOutbound,
    AgentsTalkingOther: conf.talkingInternal,
    AgentsWorkNotReady: conf.workNotReady,
    AgentsWorkReady: conf.workReady,
    AgentsBusyOther: conf.busyOther,
    AgentsICMAvailable: conf.ready,
    RouterCallsQNow: conf.callsInQueue,
    LongestRouterCallQNow: waited,
  })
}

/** Since when the oldest call waits is known to the second. */
export function readStatistics(reading: Reading, { fields }: MessageOf<typeof NAME>): Decoded | undefined {
  const queue = reading.queueOf(fields.SkillGroupNumber)
  if (queue < 0) return undefined
  const waits = fields.RouterCallsQNow > 0
  const body: SkillGroupStatistics = {
    invoke: fields.InvokeID,
    queue,
    callsInQueue: fields.RouterCallsQNow,
    oldest: waits ? reading.now() - fields.LongestRouterCallQNow * SECOND : -1,
    loggedOn: fields.AgentsLoggedOn,
    ready: fields.AgentsReady,
    notReady: fields.AgentsNotReady,
    talkingInbound: fields.AgentsTalkingIn,
    talkingOutbound: fields.AgentsTalkingOut,
    talkingInternal: fields.AgentsTalkingOther,
    workReady: fields.AgentsWorkReady,
    workNotReady: fields.AgentsWorkNotReady,
    busyOther: fields.AgentsBusyOther,
  }
  return { kind: M.skillGroupStatisticsConf, about: queue, body }
}
