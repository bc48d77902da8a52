/** User name and password as HTTP Basic (RFC 7617, in UTF-8) and SASL PLAIN (RFC 4616) carry them. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Text of Base64, or undefined where it is none, or not UTF-8. */
function fromBase64(text: string): string | undefined {
  try {
    return utf8.decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** From an Authorization header. */
export function basicCredentials(header: string | undefined): Credentials | undefined {
  const found = /^Basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header ?? '')
  const text = found === null ? undefined : fromBase64(found[1]!)
  const colon = text?.indexOf(':') ?? -1
  return text === undefined || colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** From the initial response of SASL PLAIN; a user given as `1001@host` is the user 1001. */
export function plainCredentials(base64: string): Credentials | undefined {
  const parts = fromBase64(base64.trim())?.split('\u0000')
  if (parts?.length !== 3) return undefined
  const [, user, password] = parts as [string, string, string]
  return user === '' ? undefined : { user: user.replace(/@.*$/, ''), password }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

export const basicHeader = ({ user, password }: Credentials): string => `Basic ${base64(`${user}:${password}`)}`

/** The initial response of SASL PLAIN. */
export function plainResponse({ user, password }: Credentials): string {
  return base64(`\0${user}\0${password}`)
}
