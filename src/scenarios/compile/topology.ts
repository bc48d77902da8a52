import type { Queue, Topology } from '../../sim/domain/workload.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'
import type { ScenarioSpec } from '../schema.ts'

type TopologySpec = ScenarioSpec['topology']

const FIRST_QUEUE_ID = 5001
const USUAL_QUEUES_PER_AGENT = 5
const USUAL_SERVICE_LEVEL_US = 20_000_000

export function compileTopology(spec: TopologySpec, report: Report): Topology {
  const queues = compileQueues(spec.queues, report)
  if (spec.queuesPerAgent !== undefined && spec.queuesPerAgent > queues.length) {
    const there = queues.length === 1 ? 'there is 1 queue' : `there are ${queues.length} queues`
    report(['topology', 'queuesPerAgent'], `is ${spec.queuesPerAgent}, but ${there}; say how many with "queues"`)
  }
  if (spec.mobile.share + spec.phoneAgents.share + spec.thirdParty.share > 1) {
    report(['topology', 'phoneAgents'], 'the shares of mobile agents, phone agents and others add up to more than 100%')
  }
  return {
    finesseNodes: spec.finesse as 1 | 2,
    ctiSides: spec.cti,
    awdb: spec.awdb as 1 | 2,
    ...(spec.pgRelease === undefined ? {} : { pgRelease: spec.pgRelease }),
    ...(spec.pgType === 'cucm' ? {} : { pgType: spec.pgType }),
    agents: spec.agents,
    supervisors: spec.supervisors ?? Math.ceil(spec.agents / spec.teamSize),
    ...(spec.configuredAgents === undefined ? {} : { configuredAgents: spec.configuredAgents }),
    ...(spec.otherCtiClients === undefined ? {} : { otherCtiClients: spec.otherCtiClients }),
    teamSize: spec.teamSize,
    queues,
    queuesPerAgent: spec.queuesPerAgent ?? Math.min(USUAL_QUEUES_PER_AGENT, queues.length),
    mobile: {
      share: spec.mobile.share,
      mode: spec.mobile.mode === 'call-by-call' ? 'CALL_BY_CALL' : 'NAILED_CONNECTION',
    },
    phoneAgents: spec.phoneAgents,
    thirdParty: spec.thirdParty,
    ...(spec.chats === undefined ? {} : { chats: spec.chats }),
    gadgets: spec.gadgets,
    finesseCpus: spec.finesseCpus,
    certificates: spec.certificates,
    latency: {
      desktopUs: spec.latency.desktop,
      desktopJitterUs: spec.latency.desktopJitter,
      serverUs: spec.latency.server,
      serverJitterUs: spec.latency.serverJitter,
    },
    keepalives: spec.keepalives,
  }
}

function compileQueues(spec: TopologySpec['queues'], report: Report): readonly Queue[] {
  const listed = typeof spec === 'number' ? Array.from({ length: spec }, (_, i) => `queue-${i + 1}`) : spec
  const given = listed.map((item) => (typeof item === 'string' ? undefined : item.id))
  const taken = new Set(given)
  const names = new Set<string>()
  let next = FIRST_QUEUE_ID
  return listed.map((item, index): Queue => {
    const queue =
      typeof item === 'string' ? { name: item, id: undefined, priority: 1, serviceLevel: USUAL_SERVICE_LEVEL_US } : item
    const path: Path = ['topology', 'queues', index]
    if (queue.name === 'all') report(path, 'a queue cannot be called "all"; that word means every queue')
    if (names.has(queue.name)) report(path, `the queue "${queue.name}" is there twice`)
    names.add(queue.name)
    if (queue.id !== undefined && given.indexOf(queue.id) < index)
      report([...path, 'id'], `the id ${queue.id} is there twice`)
    while (queue.id === undefined && taken.has(next)) next++
    const id = queue.id ?? next++
    return { id, name: queue.name, priority: queue.priority, serviceLevelUs: queue.serviceLevel }
  })
}
