/**
 * Configuration of which there is one each (Developer Guide 12.5(1), p. 206-236 and 250): to what the system connects
 * takes effect with the next start of Tomcat only, so nothing here reaches into the running center.
 */
import type {
  ChatConfig,
  ClusterConfig,
  EnterpriseDatabaseConfig,
  LayoutConfig,
  SystemConfig,
  TeamLayout,
} from '../../domain/config.ts'
import type { DraftReader } from './draft-reader.ts'

export interface Setting<Value extends object = object> {
  readonly name: string
  readonly cceOnly: boolean
  make(draft: DraftReader, before: Value | undefined): Value
}

export const settingWords = { missing: 'Parameter Missing', invalid: 'Invalid Input', duplicate: 'Invalid Input' }
const HOST = /^[\w.-]+$/
const HOST_OR_NONE = /^[\w.-]*$/
const PORT_MOST = 65_535
const PERIPHERAL_MOST = 32_767
const PORT_OR_NONE = /^(?:\d{1,5})?$/
const NAME_MOST = 128

const systemConfig: Setting<SystemConfig> = {
  name: 'SystemConfig',
  cceOnly: true,
  make: (draft, before) => ({
    cti: draft.inner('cti', before?.cti, (cti) => ({
      host: cti.text('host', before?.cti.host, { least: 1, pattern: HOST }),
      port: cti.whole('port', before?.cti.port, 1, PORT_MOST),
      backupHost: cti.text('backupHost', before?.cti.backupHost ?? '', { pattern: HOST_OR_NONE }),
      backupPort: cti.text('backupPort', before?.cti.backupPort ?? '', { pattern: PORT_OR_NONE }),
      peripheralId: cti.whole('peripheralId', before?.cti.peripheralId, 1, PERIPHERAL_MOST),
      secure: cti.flag('secure', before?.cti.secure ?? false),
    })),
  }),
}

const clusterConfig: Setting<ClusterConfig> = {
  name: 'ClusterConfig',
  cceOnly: true,
  make: (draft, before) => ({
    secondaryNode: draft.inner('secondaryNode', before?.secondaryNode, (node) => ({
      host: node.text('host', undefined, { pattern: /^[A-Za-z0-9.-]*$/ }),
    })),
  }),
}

const enterpriseDatabaseConfig: Setting<EnterpriseDatabaseConfig> = {
  name: 'EnterpriseDatabaseConfig',
  cceOnly: true,
  make: (draft, before) => ({
    host: draft.text('host', before?.host, { least: 1, pattern: HOST }),
    backupHost: draft.text('backupHost', before?.backupHost ?? '', { pattern: HOST_OR_NONE }),
    port: draft.whole('port', before?.port, 1, PORT_MOST),
    databaseName: draft.text('databaseName', before?.databaseName, { least: 1, most: NAME_MOST }),
    domain: draft.text('domain', before?.domain ?? '', { most: NAME_MOST }),
    username: draft.text('username', before?.username, { least: 1, most: NAME_MOST }),
    password: draft.text('password', before?.password, { least: 1, most: NAME_MOST }),
  }),
}

const chatConfig: Setting<ChatConfig> = {
  name: 'ChatConfig',
  cceOnly: false,
  make: (draft, before) => ({
    primaryNode: draft.text('primaryNode', before?.primaryNode, { most: 2000 }),
    secondaryNode: draft.text('secondaryNode', before?.secondaryNode ?? '', { most: 2000 }),
  }),
}

const layoutConfig: Setting<LayoutConfig> = {
  name: 'LayoutConfig',
  cceOnly: false,
  make: (draft) => ({ layoutxml: layoutXml(draft, undefined) }),
}

/** Where the default is used, a layout that comes along does not count (Developer Guide 12.5(1), p. 327). */
export function teamLayout(draft: DraftReader, before: TeamLayout): TeamLayout {
  const useDefault = draft.flag('useDefault', undefined)
  return useDefault
    ? { useDefault, layoutxml: '' }
    : { useDefault, layoutxml: layoutXml(draft, before.layoutxml === '' ? undefined : before.layoutxml) }
}

/** `layoutProblem` is what the reader of XML has to say about the layout inside the body. */
function layoutXml(draft: DraftReader, before: string | undefined): string {
  const text = draft.text('layoutxml', before, { least: 1 })
  if (draft.has('layoutProblem')) draft.refuse('Invalid Input', 'layoutxml', draft.text('layoutProblem', ''))
  return text
}

export const settings: readonly Setting[] = [
  systemConfig,
  clusterConfig,
  enterpriseDatabaseConfig,
  chatConfig,
  layoutConfig,
] as unknown as readonly Setting[]
