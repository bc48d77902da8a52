/** What an XMPP session asks of the world around it. */
export interface SessionPort {
  /** One TCP write, one WebSocket message, or one payload of a BOSH body. */
  write(text: string): void
  /** Nothing more will be written. */
  end(): void
  /** The client has taken its leave; `end` follows. */
  left(): void
  /** What follows, in both directions, is under TLS. Asked only where the options offer STARTTLS. */
  startTls?(): void
  /** To be answered by `authenticated`. */
  authenticate(user: string, password: string): void
  /** To be answered by `bound` or `refused`. */
  bind(resource: string): void
  /** Available means presence with a priority of 0 or more: a client of a negative one gets no events. */
  presence(available: boolean): void
  isFeed(feed: string): boolean
  /** Feeds that the user has without asking. */
  ownFeeds(): readonly string[]
  /** False where there is no such feed; else to be answered by `subscribed`, in the order asked. */
  subscribe(feed: string): boolean
  unsubscribe(feed: string): boolean
  /** To be answered by `ponged`, in the order asked. */
  ping(): void
  /** The client's browser does not accept the other node, so it stays through a maintenance. */
  cannotMove(): void
  /** Nobody sits at a phone beside the client: what callers say there is to be told it. */
  listens?(): void
}
