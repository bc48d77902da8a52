/** Lines of Node: undici for requests, @xmpp/client for notifications, a client of ours where these come over BOSH. */
import { connectBosh } from './bosh-connection.ts'
import type { Lines } from './lines.ts'
import { RestConnection } from './rest-connection.ts'
import { connectXmpp } from './xmpp-connection.ts'

export const nodeLines: Lines = {
  rest: (wish, broke) => new RestConnection(wish, broke),
  stream: (wish, heard) => (wish.service.startsWith('https:') ? connectBosh : connectXmpp)(wish, heard),
}
