/** Errors of sockets, names and TLS in words. */
const words: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'the connection was refused: nothing listens there'],
  ['ECONNRESET', 'the connection was broken off'],
  ['EPIPE', 'the connection was broken off'],
  ['UND_ERR_SOCKET', 'the connection was broken off'],
  ['ETIMEDOUT', 'no answer in time'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no answer in time'],
  ['UND_ERR_HEADERS_TIMEOUT', 'no answer in time'],
  ['EHOSTUNREACH', 'there is no way to that host'],
  ['ENETUNREACH', 'there is no way to that network'],
  ['ENOTFOUND', 'DNS knows no such name'],
  ['EAI_AGAIN', 'DNS does not answer'],
])

export function errorText(error: unknown): string {
  const { code, message, name, cause } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError') return 'no answer in time'
  if (code === undefined && cause !== undefined) return errorText(cause)
  return words.get(code ?? '') ?? (code === undefined || message.includes(code) ? message : `${code}: ${message}`)
}

/** Rejects with a `TimeoutError` when it takes too long. What is going on meanwhile is left to its owner. */
export async function within<T>(ms: number, doing: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new DOMException('no answer in time', 'TimeoutError')), ms)
  try {
    return await Promise.race([doing, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
