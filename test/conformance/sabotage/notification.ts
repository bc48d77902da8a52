/** Breaks the Notification Service. */
import { edits } from './edit.ts'

export const notification = [
  ...edits(
    'src/sim/finesse/notification.ts',
    [
      'XMPP-01',
      'Anybody may follow any team.',
      'if (subscription.topic === Topic.TEAM_USERS && !supervises.includes(subscription.of)) {',
      'if (subscription.topic === Topic.TEAM_USERS && supervises === undefined) {',
    ],
    [
      'XMPP-02',
      'Two streams with one resource go on side by side.',
      'stream === own || resource === open.resource',
      'stream === own',
    ],
    [
      'XMPP-02',
      'Events are sent without presence.',
      'addStream(user, own, open.resource, node.env.now())\n',
      'addStream(user, own, open.resource, node.env.now())\n    setAvailable(user, streamOn(user, own)!, true)\n    available(node, user)\n',
    ],
    [
      'XMPP-07',
      'A client that fell silent is kept.',
      'isGone(node, user) ? streamsOf(user).map(({ stream }) => stream) : []',
      'isGone(node, user) ? [] : []',
    ],
  ),
  ...edits(
    'src/sim/finesse/publish.ts',
    [
      'XMPP-01',
      'Whoever follows a team hears nothing.',
      'if (watcher.present) hand(node, watcher, Topic.TEAM_USERS',
      'if (!watcher.present) hand(node, watcher, Topic.TEAM_USERS',
    ],
    [
      'XMPP-03',
      'An event tells the state alone, without its reason.',
      'const view = userView(user)\n',
      'const view = { ...userView(user), reason: 0 }\n',
    ],
    [
      'XMPP-04',
      'Events carry no request id.',
      "const id = node.options.defects['request-ids-lost'] === true ? 0 : requestId",
      'const id = requestId * 0',
    ],
    [
      'XMPP-10',
      'An event counts from when it was published.',
      'origin: payload.origin ?? env.arrivedAt(),',
      'origin: payload.origin ?? env.now(),',
    ],
  ),
  ...edits('src/sim/contact-center.ts', [
    'XMPP-10',
    'Requests wait in one line with the events of CTI.',
    'for (const node of finesse) kernel.lane(node.env, besideEvents)\n',
    'void besideEvents\n',
  ]),
  ...edits('src/wire/xmpp/bosh-session.ts', [
    'XMPP-05',
    'A request without news is answered at once.',
    'held.untime = this.#port.after(this.#waitMs, () => this.#waited(held))',
    'held.untime = this.#port.after(1, () => this.#waited(held))',
  ]),
  ...edits('src/load/serve/web-socket.ts', [
    'XMPP-06',
    'A WebSocket is taken without the subprotocol.',
    "else if (!protocols.includes('xmpp')) refuseUpgrade",
    "else if (protocols.includes('none')) refuseUpgrade",
  ]),
  ...edits('src/sim/finesse/streams.ts', [
    'XMPP-08',
    'A stream that is opened again gets its last event once more.',
    'node.outlet.send(user.stream, M.event, user.index, update)\n',
    'node.outlet.send(user.stream, M.event, user.index, update)\n  node.outlet.send(user.stream, M.event, user.index, update)\n',
  ]),
]
