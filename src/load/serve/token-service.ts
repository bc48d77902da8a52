/** The identity service of a served center: tokens that both nodes know, signed with a key that ends with the process. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { type IssuedTokens, readToken, type TokenReader, writeToken } from '../../wire/access-token.ts'

const ISSUER = 'ids.example.test'

export interface TokenLives {
  readonly accessTokenUs: number
  readonly refreshTokenUs: number
}

export class TokenService {
  readonly #key = randomBytes(32)
  readonly #lives: TokenLives
  readonly #nowMs: () => number
  readonly #sign = (text: string): string => createHmac('sha256', this.#key).update(text).digest('base64url')

  /** `nowMs`: milliseconds since 1970, as the center has it. */
  constructor(lives: TokenLives, nowMs: () => number) {
    this.#lives = lives
    this.#nowMs = nowMs
  }

  issue(user: string, withRefresh: boolean): IssuedTokens {
    const { accessTokenUs, refreshTokenUs } = this.#lives
    return {
      token: this.#make(user, 'access', accessTokenUs),
      refreshToken: withRefresh ? this.#make(user, 'refresh', refreshTokenUs) : undefined,
      expiresInSeconds: Math.floor(accessTokenUs / 1e6),
      user,
    }
  }

  #make(user: string, usage: 'access' | 'refresh', lifeUs: number): string {
    const issuedMs = Math.floor(this.#nowMs())
    return writeToken(
      { user, usage, id: randomUUID(), issuedMs, expiresMs: issuedMs + Math.floor(lifeUs / 1000) },
      ISSUER,
      this.#sign,
    )
  }

  readonly read: TokenReader = (text) => this.#read(text, 'access')

  /** Who may have the next access token by this refresh token. */
  refreshed(text: string): string | undefined {
    const read = this.#read(text, 'refresh')
    return read === undefined || read.isExpired ? undefined : read.user
  }

  #read(text: string, usage: 'access' | 'refresh'): ReturnType<TokenReader> {
    const claims = readToken(text, this.#sign)
    if (claims?.usage !== usage) return undefined
    return { user: claims.user, isExpired: this.#nowMs() >= claims.expiresMs }
  }
}
