/** Queue statistics: asked of CTI every ten seconds, published where somebody subscribed and something changed. */
import type { SkillGroupStatistics } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type QueueView, Topic } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { notify } from './publish.ts'

export function statisticsDue(node: FinesseNode): void {
  node.env.after(node.profile.queueStatisticsUs, M.statisticsDue, 0)
  if (!node.inService) return
  for (let queue = 0; queue < node.queueViews.length; queue++) {
    node.toActiveCti(M.querySkillGroupStatisticsReq, queue, { invoke: node.nextInvoke() })
  }
}

export function statisticsConf(node: FinesseNode, queue: number, conf: SkillGroupStatistics): void {
  const { invoke: _, ...view } = conf
  const before = node.queueViews[queue]
  if (before !== undefined && sameStatistics(before, view)) return
  node.queueViews[queue] = view
  node.env.fact(Fact.queueStatistics, queue, view.callsInQueue, view.ready)
  for (const watcher of node.queueWatchers[queue]!) {
    notify(node, node.users[watcher]!, Topic.QUEUE, queue, 'PUT', 0, { queue: view })
  }
}

function sameStatistics(a: QueueView, b: QueueView): boolean {
  return (
    a.callsInQueue === b.callsInQueue &&
    a.oldest === b.oldest &&
    a.loggedOn === b.loggedOn &&
    a.ready === b.ready &&
    a.notReady === b.notReady &&
    a.talkingInbound === b.talkingInbound &&
    a.talkingOutbound === b.talkingOutbound &&
    a.talkingInternal === b.talkingInternal &&
    a.workReady === b.workReady &&
    a.workNotReady === b.workNotReady &&
    a.busyOther === b.busyOther
  )
}
