/**
 * What an administrator configures in Finesse, as the objects of its configuration interface (Developer Guide 12.5(1),
 * ch. 4). Fields have the names of the XML; `id` is the number in the database, which clients know from the URI.
 */
import type { ReasonCode } from './reason-codes.ts'

export type Category = ReasonCode['category']

export interface StoredReasonCode extends ReasonCode {
  /** Codes of the system: their label can be changed, nothing else (Administration Guide 11.6(1), ch. 6). */
  readonly systemCode: boolean
}

export interface WrapUpReason {
  readonly id: number
  readonly label: string
  readonly forAll: boolean
}

export interface PhoneBook {
  readonly id: number
  readonly name: string
  readonly type: 'GLOBAL' | 'TEAM'
}

export interface Contact {
  readonly id: number
  /** Id of its phone book. */
  readonly book: number
  readonly firstName: string
  readonly lastName: string
  readonly phoneNumber: string
  readonly description: string
}

/** A phone book as teams get it: with its contacts. */
export interface FullPhoneBook extends PhoneBook {
  readonly Contacts: readonly Contact[]
}

export interface WorkflowVariable {
  readonly name: string
  /** XPath in the Dialog; variables of the system have none. */
  readonly node: string
  readonly type: 'CUSTOM' | 'SYSTEM'
}

/** Of a trigger or a condition. */
export interface Comparison {
  readonly Variable: WorkflowVariable
  readonly comparator: string
  readonly value: string
}

export interface Workflow {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly media: string
  readonly TriggerSet: {
    readonly type: string
    readonly name: string
    readonly allowOverlappingCallWorkflow: boolean
    readonly triggers: readonly Comparison[]
  }
  readonly ConditionSet: { readonly applyMethod: 'ALL' | 'ANY'; readonly conditions: readonly Comparison[] }
  /** Ids, in the order in which they are run. */
  readonly actions: readonly number[]
}

/** A workflow as it is shown: with its actions. */
export type FullWorkflow = Omit<Workflow, 'actions'> & { readonly workflowActions: readonly WorkflowAction[] }

export interface WorkflowAction {
  readonly id: number
  readonly name: string
  readonly type: 'BROWSER_POP' | 'HTTP_REQUEST'
  readonly handledBy: 'FINESSE_DESKTOP' | 'OTHER'
  readonly params: readonly { readonly name: string; readonly value: string }[]
  readonly actionVariables: readonly (WorkflowVariable & { readonly testValue: string })[]
}

export interface LayoutEntry {
  readonly displayName: string
  readonly mediaProperty: string
}

/** How call variables are laid out on the desktop. */
export interface MediaPropertiesLayout {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly type: 'DEFAULT' | 'CUSTOM'
  readonly header: { readonly entry: LayoutEntry | undefined }
  readonly column: readonly { readonly entry: readonly LayoutEntry[] }[]
}

export interface LayoutConfig {
  readonly layoutxml: string
}

/** Layout of a team; `layoutxml` counts where the default is not used. */
export interface TeamLayout extends LayoutConfig {
  readonly useDefault: boolean
}

export interface SystemConfig {
  readonly cti: {
    readonly host: string
    readonly port: number
    readonly backupHost: string
    readonly backupPort: string
    readonly peripheralId: number
    readonly secure: boolean
  }
}

export interface ClusterConfig {
  readonly secondaryNode: { readonly host: string }
}

export interface EnterpriseDatabaseConfig {
  readonly host: string
  readonly backupHost: string
  readonly port: number
  readonly databaseName: string
  readonly domain: string
  readonly username: string
  readonly password: string
}

/** Addresses of the chat servers. */
export interface ChatConfig {
  readonly primaryNode: string
  readonly secondaryNode: string
}

/** A media routing domain other than voice. */
export interface MediaDomain {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly interruptible: boolean
}

export interface EccVariable {
  readonly name: string
  readonly length: number
}

/** The account that configures Finesse; it is none of the users. */
export const administrator = { loginId: 'administrator', password: 'pw-administrator' } as const
/** Stands for the administrator where requests name a user by index. */
export const ADMINISTRATOR = -2

/** Texts of a request body, by element name: what they mean, and whether they may be, is the server's business. */
export interface Draft {
  readonly [name: string]: string | Draft | readonly Draft[] | undefined
}
