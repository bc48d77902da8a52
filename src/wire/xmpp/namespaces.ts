/** Namespaces of XMPP (RFC 6120, RFC 7395 and the extensions a Finesse client meets). */
export const Ns = {
  CLIENT: 'jabber:client',
  STREAM: 'http://etherx.jabber.org/streams',
  STREAM_ERRORS: 'urn:ietf:params:xml:ns:xmpp-streams',
  STANZA_ERRORS: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  FRAMING: 'urn:ietf:params:xml:ns:xmpp-framing',
  TLS: 'urn:ietf:params:xml:ns:xmpp-tls',
  SASL: 'urn:ietf:params:xml:ns:xmpp-sasl',
  BIND: 'urn:ietf:params:xml:ns:xmpp-bind',
  SESSION: 'urn:ietf:params:xml:ns:xmpp-session',
  ROSTER: 'jabber:iq:roster',
  PING: 'urn:xmpp:ping',
  BOSH: 'http://jabber.org/protocol/httpbind',
  XBOSH: 'urn:xmpp:xbosh',
  DISCO_INFO: 'http://jabber.org/protocol/disco#info',
  DISCO_ITEMS: 'http://jabber.org/protocol/disco#items',
  PUBSUB: 'http://jabber.org/protocol/pubsub',
  PUBSUB_EVENT: 'http://jabber.org/protocol/pubsub#event',
  /** Ours, as no document has them. */
  MAINTENANCE: 'urn:ccsim:maintenance',
  VOICE: 'urn:ccsim:voice',
} as const
