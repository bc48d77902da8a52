/** What Finesse tells of itself to those who look after it (Finesse developer site, Serviceability APIs). */

export interface ConnectedUsersInfo {
  readonly userSummary: {
    readonly desktopUsers: number
    readonly fippaUsers: number
    readonly thirdPartyUsers: number
    readonly totalConnectedUsers: number
    readonly totalConnectedUsersViaProxy: number
  }
  readonly userDetails?: readonly ConnectedUser[]
}

export interface ConnectedUser {
  readonly loginId: string
  readonly userType: 'DESKTOP' | 'FIPPA' | 'THIRDPARTY'
  /** Number of the node, and XMPP resource: the JID is made of them outside, where nodes have names. */
  readonly node: number
  readonly resource: string
  readonly teamName: string
  readonly extension: string
  readonly firstName: string
  readonly lastName: string
  /** Seconds. */
  readonly connectedDuration: number
}

export interface RuntimeConfigInfo {
  readonly activeDialogCount: number
  readonly activeTaskCount: number
  readonly averageConfiguredMediaPerAgent: number
  readonly averageLoggedInMediaPerAgent: number
  readonly averageSkillGroupCountPerAgent: number
  readonly loggedInUserCount: number
}

export interface ConfigInfo {
  readonly totalSkillGroups: number
  readonly totalSupervisors: number
  readonly totalTeams: number
  readonly totalUsers: number
  readonly versionInfo: string
}

export interface LockedOutUser {
  readonly loginId: string
  /** Seconds until the lock ends by itself. */
  readonly remainingTime: number
}

export interface MaintenanceModeView {
  /** Empty before the first time. */
  readonly status: '' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  /** When it began. */
  readonly usersLoggedIn: { readonly desktop: number; readonly fippa: number; readonly thirdpartyclients: number }
  readonly pendingUserDisconnections: number
  /** Seconds. */
  readonly estimatedCompletionTime: number
}

/** One agent in one media routing domain. */
export interface MediaView {
  readonly user: number
  /** MRD id. */
  readonly id: number
  readonly name: string
  readonly description: string
  readonly interruptible: boolean
  readonly interruptAction: string
  readonly dialogLogoutAction: string
  readonly maxDialogLimit: number
  readonly reasonCodeId: number
  readonly routable: boolean
  readonly state: string
  /** Virtual time, or -1. */
  readonly since: number
}

export interface TeamMessage {
  /** A UUID. */
  readonly id: string
  readonly createdBy: { readonly id: string; readonly firstName: string; readonly lastName: string }
  /** Virtual time; seconds since 1970 outside. */
  readonly createdAt: number
  /** Seconds. */
  readonly duration: number
  readonly content: string
  /** Ids of the teams. */
  readonly teams: readonly number[]
}
