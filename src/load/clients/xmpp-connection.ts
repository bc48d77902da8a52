/** A notification stream over WebSocket or TCP, by @xmpp/client. */
import { client } from '@xmpp/client'
import { Ear, type NotificationConnection, type StreamHeard, type StreamWish } from './notification-connection.ts'

/** How long a step of the sign-in may take; the desktop itself gives up sooner. */
const STEP_MS = 30_000

/** The library asks the default certificates whom to trust: the caller has set them (`trust`). */
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
  xmpp.on('error', ({ name, condition = '' }) => {
    if (name === 'SASLError') ear.end((told) => told.refused(condition))
    else if (name === 'StreamError') ear.end((told) => told.closed(condition))
    else ear.end((told) => told.broken())
  })
  xmpp.on('disconnect', () => ear.end((told) => told.broken()))
  xmpp.on('stanza', (stanza) => ear.stanza(stanza))
  xmpp.start().then(
    () => ear.opened(),
    ({ name, condition = '' }: Error & { condition?: string }) => {
      ear.end((told) => (name === 'SASLError' ? told.refused(condition) : told.broken()))
      leave()
    },
  )
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
