/** SystemInfo, Queue(s) and errors (Developer Guide 12.5(1), p. 7-12, 140-144, 333-337). */
import type { ApiError, CtiLinksView, CtiServerView, QueueView, SystemInfoView } from '../../sim/domain/rest.ts'
import { isoMoment, isoSeconds } from '../time-text.ts'
import { child, childrenNamed, childText, type XmlElement } from '../xml/parse.ts'
import { leaf, list, wrap } from '../xml/write.ts'
import { lastPart, momentOf, momentText, msOf, type Names, queueIndex, queueUri } from './names.ts'

const PERIPHERAL_ID = 5000
/** From this release on, SystemInfo tells of maintenance mode and of the ports of the nodes. */
const TELLS_MORE = ['12.6', '15.0']

export function writeSystemInfo(names: Names, info: SystemInfoView, root = 'SystemInfo'): string {
  const { nodes, profile, deployment } = names
  const own = nodes[info.node - 1]!.host
  const more = TELLS_MORE.includes(profile.release)
  const node = (index: number): string => {
    const address = nodes[index]
    if (address === undefined) return ''
    const { host, httpsPort, xmppPort, xmppSecurePort } = address
    if (!more) return leaf('host', host)
    const ports = leaf('httpsPort', httpsPort) + leaf('xmppPort', xmppPort) + leaf('xmppSecurePort', xmppSecurePort)
    return leaf('host', host) + ports
  }
  return wrap(
    root,
    leaf('ctiHeartbeatInterval', profile.ctiHeartbeatUs / 1e6),
    more ? leaf('ctiMMode', info.cti?.mode ?? '') : '',
    info.cti === undefined ? '' : wrap('ctiServers', ...info.cti.servers.map(writeCtiServer)),
    more ? leaf('ctiTimeInMMode', info.cti?.modeSeconds ?? -1) : '',
    leaf('ctiVersion', profile.ctiVersion),
    leaf('currentTimestamp', momentText(names, info.now)),
    leaf('deploymentType', deployment === 'cce' ? 'UCCE' : 'UCCX'),
    more
      ? leaf('finesseMMode', info.maintenance?.mode ?? '') + leaf('finesseTimeInMMode', info.maintenance?.seconds ?? -1)
      : '',
    leaf('lastCTIHeartbeatStatus', info.heartbeatOk ? 'success' : 'failure'),
    leaf('lastSuccessCTIHeartbeatTime', info.heartbeatAt < 0 ? '' : msOf(names, info.heartbeatAt)),
    leaf('license', deployment === 'cce' ? '' : 'PREMIUM'),
    leaf('peripheralId', PERIPHERAL_ID),
    wrap('primaryNode', node(0)),
    nodes.length > 1 ? wrap('secondaryNode', node(1)) : '',
    leaf('status', info.status),
    leaf('statusReason', info.reason),
    leaf('systemAuthMode', info.authMode ?? 'NON_SSO'),
    leaf('timezoneOffset', 0),
    leaf('uri', '/finesse/api/SystemInfo'),
    leaf('xmppDomain', own),
    leaf('xmppPubSubDomain', `pubsub.${own}`),
  )
}

/** Hosts of the two CTI servers. */
const CTI_HOSTS = ['pg1a', 'pg1b']

function writeCtiServer({ side, connectedSeconds, active }: CtiServerView): string {
  const host = leaf('host', CTI_HOSTS[side]!)
  return wrap('ctiServer', leaf('active', String(active)), leaf('connectedDuration', connectedSeconds), host)
}

function readCti(element: XmlElement): CtiLinksView | undefined {
  const servers = child(element, 'ctiServers')
  if (servers === undefined) return undefined
  const mode = childText(element, 'ctiMMode')
  return {
    mode: mode === 'INITIATING' || mode === 'IN_PROGRESS' ? mode : '',
    modeSeconds: Number(childText(element, 'ctiTimeInMMode') ?? -1),
    servers: childrenNamed(servers, 'ctiServer').map((one) => ({
      side: CTI_HOSTS.indexOf(childText(one, 'host') ?? ''),
      connectedSeconds: Number(childText(one, 'connectedDuration') ?? 0),
      active: childText(one, 'active') === 'true',
    })),
  }
}

export function readSystemInfo(names: Names, element: XmlElement): SystemInfoView {
  const domain = childText(element, 'xmppDomain')
  const beat = childText(element, 'lastSuccessCTIHeartbeatTime')
  const status = childText(element, 'status')
  const mode = childText(element, 'finesseMMode') ?? ''
  const authMode = childText(element, 'systemAuthMode')
  return {
    node: names.nodes.findIndex(({ host }) => host === domain) + 1,
    status: status === 'IN_SERVICE' || status === 'PARTIAL_SERVICE' ? status : 'OUT_OF_SERVICE',
    reason: childText(element, 'statusReason') ?? '',
    heartbeatOk: childText(element, 'lastCTIHeartbeatStatus') === 'success',
    heartbeatAt: beat ? (Number(beat) - names.epochMs) * 1000 : -1,
    now: momentOf(names, childText(element, 'currentTimestamp')),
    cti: readCti(element),
    ...(authMode === 'SSO' || authMode === 'HYBRID' ? { authMode } : {}),
    maintenance: mode === '' ? undefined : { mode, seconds: Number(childText(element, 'finesseTimeInMMode')) },
  }
}

/** Names in XML and in the view, in the order of the alphabet. */
const statistics = [
  ['agentsBusyOther', 'busyOther'],
  ['agentsLoggedOn', 'loggedOn'],
  ['agentsNotReady', 'notReady'],
  ['agentsReady', 'ready'],
  ['agentsTalkingInbound', 'talkingInbound'],
  ['agentsTalkingInternal', 'talkingInternal'],
  ['agentsTalkingOutbound', 'talkingOutbound'],
  ['agentsWrapUpNotReady', 'workNotReady'],
  ['agentsWrapUpReady', 'workReady'],
  ['callsInQueue', 'callsInQueue'],
] as const

export function writeQueue(names: Names, view: QueueView, root = 'Queue'): string {
  const oldest = view.oldest < 0 ? '' : isoSeconds(msOf(names, view.oldest))
  return wrap(
    root,
    leaf('name', names.queues[view.queue]!.name),
    wrap(
      'statistics',
      ...statistics.map(([name, field]) => leaf(name, view[field])),
      leaf('startTimeOfLongestCallInQueue', oldest),
    ),
    leaf('uri', queueUri(names, view.queue)),
  )
}

export function readQueue(names: Names, element: XmlElement): QueueView {
  const found = child(element, 'statistics')
  const numbers = statistics.map(([name, field]) => [field, Number(childText(found, name) ?? -1)] as const)
  const oldest = childText(found, 'startTimeOfLongestCallInQueue')
  const ms = oldest ? isoMoment(oldest) : undefined
  return {
    queue: queueIndex(names, lastPart(childText(element, 'uri') ?? '')),
    oldest: ms === undefined ? -1 : (ms - names.epochMs) * 1000,
    ...(Object.fromEntries(numbers) as Record<(typeof statistics)[number][1], number>),
  }
}

export function writeQueues(names: Names, views: readonly QueueView[]): string {
  return list(
    'Queues',
    views.map((view) => writeQueue(names, view)),
  )
}

/** The answer to a request that failed at once. */
export function writeApiErrors(error: ApiError): string {
  const { data, message, type } = error
  return wrap(
    'ApiErrors',
    wrap('ApiError', leaf('ErrorData', data), leaf('ErrorMessage', message), leaf('ErrorType', type)),
  )
}

export function readApiErrors(element: XmlElement): ApiError {
  const error = child(element, 'ApiError')
  return {
    type: childText(error, 'ErrorType') ?? '',
    message: childText(error, 'ErrorMessage') ?? '',
    data: childText(error, 'ErrorData') ?? '',
  }
}
