/** What Finesse asks an AWDB. */
export interface CredentialQuery {
  readonly user: number
  readonly password: string
  /** Finesse's number of the question. */
  readonly question: number
}

export interface CredentialAnswer extends CredentialQuery {
  readonly valid: boolean
}
