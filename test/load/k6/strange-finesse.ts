/** Somebody else's Finesse. */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createAuthority, createCertificate } from '../../../src/load/serve/certificate.ts'

/** A Finesse that has none of the users of the scenario. */
export async function strangeFinesse() {
  const authority = createAuthority({ nowMs: Date.now() })
  const server = createServer(
    createCertificate(authority, { names: ['127.0.0.1'], nowMs: Date.now() }),
    (request, answer) => {
      asked.push(request.url!)
      answer.statusCode = request.url === '/finesse/api/SystemInfo' ? 200 : 401
      answer.end('<SystemInfo><xmppDomain>fin1</xmppDomain></SystemInfo>')
    },
  )
  const asked: string[] = []
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { server, asked, origin: `https://127.0.0.1:${port}`, ca: authority.cert }
}
