/**
 * Tokens of single sign-on as they travel: JSON Web Tokens with the claims that Cisco's identity service puts in, and the
 * JSON that `/desktop/sso/token` answers with (Finesse developer site, REST API with SSO Guide, Client Integration). How a
 * token is signed is the business of whoever issues it; clients take it as it is.
 */
export interface TokenClaims {
  /** As the user signed in: a loginId. */
  readonly user: string
  readonly usage: 'access' | 'refresh'
  readonly id: string
  /** Milliseconds since 1970. */
  readonly issuedMs: number
  readonly expiresMs: number
}

/** Base64url of a signature over these characters. */
export type Sign = (text: string) => string

/** Who a token is for, and whether it has expired; undefined for what is no token of ours. */
export type TokenReader = (text: string) => { readonly user: string; readonly isExpired: boolean } | undefined

export const TOKEN_PATH = '/desktop/sso/token'

const HEADER = { cty: 'JWT', alg: 'HS256' }
const REALM = 'example.test'
const LONGEST = 4096

export function writeToken({ user, usage, id, issuedMs, expiresMs }: TokenClaims, issuer: string, sign: Sign): string {
  const subject = { user_id: user, realm: REALM, ids_id: issuer, token: id, expiry: expiresMs, usage, ver: '1.0' }
  const claims = {
    iss: issuer,
    sub: JSON.stringify(subject),
    exp: Math.floor(expiresMs / 1000),
    iat: Math.floor(issuedMs / 1000),
    jti: id,
  }
  const text = [HEADER, claims].map((part) => base64url(JSON.stringify(part))).join('.')
  return `${text}.${sign(text)}`
}

export function readToken(token: string, sign: Sign): TokenClaims | undefined {
  const dot = token.lastIndexOf('.')
  if (dot < 0 || token.length > LONGEST || sign(token.slice(0, dot)) !== token.slice(dot + 1)) return undefined
  const { iat, jti, sub } = JSON.parse(fromBase64url(token.slice(token.indexOf('.') + 1, dot)))
  const { user_id: user, usage, expiry } = JSON.parse(sub)
  return { user, usage, id: jti, issuedMs: iat * 1000, expiresMs: expiry }
}

export interface IssuedTokens {
  readonly token: string
  readonly refreshToken: string | undefined
  readonly expiresInSeconds: number
  readonly user: string
}

export function tokenAnswer({ token, refreshToken, expiresInSeconds, user }: IssuedTokens): string {
  return JSON.stringify({
    token,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    expires_in: expiresInSeconds,
    user_id: user,
    realm: REALM,
    user_principal: `${user}@${REALM}`,
  })
}

/** The client's side; undefined for an answer without a token. */
export function readTokenAnswer(text: string): Pick<IssuedTokens, 'token' | 'expiresInSeconds'> | undefined {
  try {
    const { token, expires_in: expiresInSeconds } = JSON.parse(text)
    return typeof token === 'string' && typeof expiresInSeconds === 'number' ? { token, expiresInSeconds } : undefined
  } catch {
    return undefined
  }
}

const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
const fromBase64url = (text: string): string => atob(text.replaceAll('-', '+').replaceAll('_', '/'))
