/** A notification stream over WebSocket or TCP, by @xmpp/client. */
import { client } from '@xmpp/client'
import { Ear, type NotificationConnection, type StreamHeard, type StreamWish } from './notification-connection.ts'

type Problem = Error & { readonly condition?: string }

/** How long a step of the sign-in may take; the desktop itself gives up sooner. */
const STEP_MS = 30_000

/** The library cannot be told whom to trust: the caller has told the thread (`trust`). */
export function connectXmpp(wish: StreamWish, heard: StreamHeard): NotificationConnection {
  const { service, domain, resource, user, password } = wish
  const ear = new Ear(heard)
  const xmpp = client({
    service,
    domain,
    resource,
    timeout: STEP_MS,
    // The server has to see the password, to ask for it elsewhere.
    credentials: (authenticate) => authenticate({ username: user, password }, 'PLAIN'),
  })
  // What to do about a lost stream is the desktop's business.
  xmpp.reconnect.stop()
  // The library waits for its header to be written before it listens for the answer; from a server that is near the
  // answer may come first, and is then waited for in vain.
  xmpp.write = async (text) => {
    xmpp.socket?.write(text)
  }
  const leave = (): void => void xmpp.stop().catch(() => undefined)
  const failed = ({ name, condition = '' }: Problem): void => {
    if (ear.isOver) return
    if (name === 'SASLError') ear.end((told) => told.refused(condition))
    else if (name === 'StreamError') ear.end((told) => told.closed(condition))
    else ear.end((told) => told.broken())
    leave()
  }
  xmpp.on('error', failed)
  xmpp.on('disconnect', () => ear.end((told) => told.broken()))
  xmpp.on('stanza', (stanza) => ear.stanza(stanza))
  xmpp.on('online', () => {
    // Whoever wanted it may have gone meanwhile.
    if (ear.isOver) leave()
    else ear.opened()
  })
  // `start` of the library would do this, but leaves a promise that nobody waits for when the connection breaks under it.
  xmpp
    .connect(service)
    .then(() => xmpp.open({ domain }))
    .catch(failed)
  return {
    send: (stanza) => void xmpp.send(stanza).catch(() => undefined),
    close() {
      ear.forget()
      leave()
    },
    forget: () => ear.forget(),
    drop() {
      ear.forget()
      xmpp.socket?.end()
    },
  }
}
