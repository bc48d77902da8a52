/**
 * Single sign-on: who signs in with an access token of the identity service instead of a password. A system may have both
 * kinds of users: HYBRID, from 12.5 (Finesse developer site, UserAuthMode; Web Services Developer Guide, single sign-on).
 */
import type { User } from './directory.ts'
import type { Desk } from './workload.ts'

export type AuthMode = 'SSO' | 'NON_SSO'
export type SystemAuthMode = AuthMode | 'HYBRID'

/** What SystemInfo calls `systemAuthMode`. */
export function systemAuthMode(sso: Desk['sso']): SystemAuthMode {
  if (sso === undefined || sso.share === 0) return 'NON_SSO'
  return sso.share === 1 ? 'SSO' : 'HYBRID'
}

/** Of one user; in a hybrid system the shares are spread over all of them. An IP phone always asks for a password. */
export function authMode(sso: Desk['sso'], { index, client }: Pick<User, 'index' | 'client'>): AuthMode {
  if (sso === undefined || client === 'ip-phone') return 'NON_SSO'
  return Math.floor((index + 1) * sso.share) > Math.floor(index * sso.share) ? 'SSO' : 'NON_SSO'
}
