/** Breaks the documented causes of an outage. */
import { edits } from './edit.ts'

const pair = 'src/sim/gateway/pg-pair.ts'

export const outOfService = [
  ...edits(
    pair,
    [
      'OOS-01',
      'A cut private link is not noticed.',
      'if (up === this.privateLinkUp || this.sides.length < 2) return\n',
      'if (up === this.privateLinkUp || this.sides.length >= 2) return\n',
    ],
    [
      'OOS-14',
      'A cut private link is not noticed.',
      'if (up === this.privateLinkUp || this.sides.length < 2) return\n',
      'if (up === this.privateLinkUp || this.sides.length >= 2) return\n',
    ],
    [
      'OOS-02',
      'The state of the central controller is told to nobody.',
      'this.tellStatus(up ? SystemEventId.CONTROLLER_ONLINE : SystemEventId.CONTROLLER_OFFLINE)',
      '',
    ],
    [
      'OOS-03',
      'The state of the central controller is told to nobody.',
      'this.tellStatus(up ? SystemEventId.CONTROLLER_ONLINE : SystemEventId.CONTROLLER_OFFLINE)',
      '',
    ],
    [
      'OOS-04',
      'The state of the central controller is told to nobody.',
      'this.tellStatus(up ? SystemEventId.CONTROLLER_ONLINE : SystemEventId.CONTROLLER_OFFLINE)',
      '',
    ],
    ['OOS-05', 'A side runs without pgag.', 'return side.up.pgag && side.up.opc', 'return side.up.opc'],
    [
      'OOS-07',
      'A side has the phones without its jgw1.',
      'side.up.pim && side.up.jgw1 && !side.held',
      'side.up.pim && !side.held',
    ],
    [
      'OOS-08',
      'A PIM in CONFIGURING counts as active.',
      'side.up.pim && side.up.jgw1 && !side.held',
      'side.up.pim && side.up.jgw1',
    ],
    [
      'OOS-10',
      'The password of the PG user is not needed.',
      'this.passwordMatches && wrongExtensions.size < agents.length',
      'wrongExtensions.size < agents.length',
    ],
    [
      'OOS-11',
      'Phones with extensions of another length are read like others.',
      'this.passwordMatches && wrongExtensions.size < agents.length',
      'this.passwordMatches && wrongExtensions.size <= agents.length',
    ],
  ),
  ...edits(
    'src/sim/finesse/cti-client.ts',
    [
      'OOS-06',
      'A node whose CTI server is gone stays in service.',
      'if (side < 0) return\n    if (side === this.maintenance.leaving)',
      'if (side >= 0) return\n    if (side === this.maintenance.leaving)',
    ],
    ['OOS-14', 'After four tries that failed a node gives up.', 'this.#tries++\n', 'if (this.#tries++ > 4) return\n'],
    ['OOS-12', 'After four tries that failed a node gives up.', 'this.#tries++\n', 'if (this.#tries++ > 4) return\n'],
  ),
  ...edits(
    pair,
    ['OOS-09', 'A side runs without opc.', 'return side.up.pgag && side.up.opc', 'return side.up.pgag'],
    [
      'OOS-14',
      'A PIM in CONFIGURING counts as active.',
      'side.up.pim && side.up.jgw1 && !side.held',
      'side.up.pim && side.up.jgw1',
    ],
    [
      'OOS-14',
      'The password of the PG user is not needed.',
      'this.passwordMatches && wrongExtensions.size < agents.length',
      'wrongExtensions.size < agents.length',
    ],
    [
      'OOS-14',
      'Phones with extensions of another length are read like others.',
      'this.passwordMatches && wrongExtensions.size < agents.length',
      'this.passwordMatches && wrongExtensions.size <= agents.length',
    ],
  ),
  ...edits(
    'src/sim/gateway/public-link.ts',
    [
      'OOS-01',
      'Nobody misses the central controller.',
      'if (gateway.missedBeats >= options.profile.publicLinkMissed) pair.controller(false)',
      'void options',
    ],
    [
      'OOS-14',
      'Nobody misses the central controller.',
      'if (gateway.missedBeats >= options.profile.publicLinkMissed) pair.controller(false)',
      'void options',
    ],
  ),
  ...edits('src/sim/finesse/services.ts', [
    'OOS-09',
    'A service that crashed stays away.',
    'this.#isBooting = true\n    this.start(NOTIFICATION)',
    'this.#isBooting = true',
  ]),
  ...edits('src/sim/finesse/rest-reads.ts', [
    'OOS-13',
    'SystemInfo says IN_SERVICE whatever the node is.',
    ": 'OUT_OF_SERVICE'\n",
    ": 'IN_SERVICE'\n",
  ]),
]
