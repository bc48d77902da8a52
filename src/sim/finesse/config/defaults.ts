/** What a new center is configured with. */
import type {
  ChatConfig,
  EccVariable,
  EnterpriseDatabaseConfig,
  MediaDomain,
  MediaPropertiesLayout,
  SystemConfig,
  WrapUpReason,
} from '../../domain/config.ts'
import { CHAT } from '../../domain/media.ts'
import { firstCodes } from '../../domain/reason-codes.ts'
import { releaseProfile } from '../../domain/release.ts'
import { type Change, COUNTER } from './store.ts'

/** Ids of objects made later begin here. */
const FIRST_ID = 1001

const wrapUpReasons: readonly WrapUpReason[] = ['Resolved', 'Call back', 'Passed on', 'Wrong number'].map(
  (label, at) => ({ id: 31 + at, label, forAll: true }),
)

const entry = (number: number) => ({ displayName: `Variable ${number}`, mediaProperty: `callVariable${number}` })
const defaultLayout: MediaPropertiesLayout = {
  id: 1,
  name: 'Default Layout',
  description: 'Layout of calls that name no other',
  type: 'DEFAULT',
  header: { entry: entry(1) },
  column: [{ entry: [2, 3, 4, 5, 6].map(entry) }, { entry: [7, 8, 9, 10].map(entry) }],
}

const mediaDomains: readonly MediaDomain[] = [
  CHAT,
  { id: 5001, name: 'Cisco_Email_MRD', description: 'Email MRD', interruptible: true },
]

const eccVariables: readonly EccVariable[] = [{ name: 'user.Layout', length: 40 }]

const { ctiPortA, ctiPortB, awdbPort } = releaseProfile('15.0')

const systemConfig: SystemConfig = {
  cti: {
    host: 'pg1a.example.test',
    port: ctiPortA,
    backupHost: 'pg1b.example.test',
    backupPort: String(ctiPortB),
    peripheralId: 5000,
    secure: false,
  },
}

const databaseConfig: EnterpriseDatabaseConfig = {
  host: 'awdb1.example.test',
  backupHost: 'awdb2.example.test',
  port: awdbPort,
  databaseName: 'center_awdb',
  domain: 'example.test',
  username: 'finesse',
  password: 'pw-awdb',
}

const chatConfig: ChatConfig = { primaryNode: '', secondaryNode: '' }

const tab = (id: string, label: string, gadget: string): string =>
  `<tab><id>${id}</id><label>${label}</label><gadgets><gadget>${gadget}</gadget></gadgets></tab>`
const role = (name: string, tabs: string): string =>
  `<layout><role>${name}</role><page><gadget>/desktop/gadgets/CallControl.xml</gadget></page><tabs>${tabs}</tabs></layout>`
const home = 'finesse.container.tabs.agent.homeLabel'
const supervisorHome = 'finesse.container.tabs.supervisor.homeLabel'
export const defaultDesktopLayout = `<finesseLayout xmlns="http://www.cisco.com/vtg/finesse">${role(
  'Agent',
  tab('home', home, '/desktop/gadgets/QueueStatistics.jsp'),
)}${role('Supervisor', tab('home', supervisorHome, '/desktop/gadgets/TeamPerformance.jsp'))}</finesseLayout>`

export function defaultObjects(deployment: 'cce' | 'ccx', secondaryHost: string): readonly Change[] {
  const each = (collection: string, values: readonly { readonly id: number }[]): Change[] =>
    values.map((value) => ({ collection, id: value.id, value }))
  const one = (collection: string, value: object): Change => ({ collection, id: 0, value })
  return [
    { collection: COUNTER, id: 0, value: { next: FIRST_ID } },
    ...each('ReasonCode', firstCodes(deployment)),
    ...each('WrapUpReason', wrapUpReasons),
    ...each('MediaPropertiesLayout', [defaultLayout]),
    ...each('MediaDomain', mediaDomains),
    one('EccVariables', eccVariables),
    one('SystemConfig', systemConfig),
    one('ClusterConfig', { secondaryNode: { host: secondaryHost } }),
    one('EnterpriseDatabaseConfig', databaseConfig),
    one('ChatConfig', chatConfig),
    one('LayoutConfig', { layoutxml: defaultDesktopLayout }),
  ]
}
