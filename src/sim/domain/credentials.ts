/** What Finesse asks an AWDB. */
export interface CredentialQuery {
  readonly user: number
  readonly password: string
  /** Finesse's number of the question. */
  readonly question: number
}

/**
 * Why an AWDB does not answer although it runs: its Distributor service is down, or it does not take the credentials
 * that Finesse itself has for it (Administration Guide 11.6(1), ch. 2 and 13).
 */
export type AwdbProblem = 'distributor-down' | 'login-failed'

export interface CredentialAnswer extends CredentialQuery {
  readonly valid: boolean
  readonly problem: AwdbProblem | undefined
}

/** Finesse looks whether an AWDB is there at all. */
export interface AwdbProbe {
  readonly question: number
}

export interface AwdbProbed extends AwdbProbe {
  readonly problem: AwdbProblem | undefined
}
