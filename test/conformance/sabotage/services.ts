/** Breaks the services of a node, its REST interface, and the queues that come before all of it. */
import { edits } from './edit.ts'

export const services = [
  ...edits(
    'src/sim/finesse/services.ts',
    [
      'SVC-02',
      'A node goes on without its Notification Service.',
      "if (node.cti.service.step('dependency.lost')) node.cti.tellStatus()",
      '',
    ],
    [
      'SVC-03',
      'A stop of Tomcat is told to no client.',
      'for (const link of node.streams.keys()) node.outlet.send(link, M.systemPresence, 0, gone)',
      'void gone',
    ],
  ),
  ...edits('src/sim/desktop/failover.ts', [
    'SVC-06',
    'Nobody goes over to the second node.',
    'desktop.goTo(1 - desktop.node)\n    desktop.session.step',
    'desktop.session.step',
  ]),
  ...edits('src/sim/finesse/rest-user.ts', [
    'API-02',
    'A write is answered 200.',
    'body.allMedia !== true) return accepted',
    'body.allMedia !== true) return { status: 200 }',
  ]),
  ...edits(
    'src/sim/finesse/rest.ts',
    [
      'API-04',
      'A node out of service says that there was an error of its own.',
      "failure(503, 'Service Unavailable', 'SERVER_OUT_OF_SERVICE')",
      "failure(500, 'Internal Server Error', 'SERVER_OUT_OF_SERVICE')",
    ],
    [
      'API-05',
      'SystemInfo wants to know who asks.',
      'if (request.operation === Operation.getSystemInfo) answer(',
      'if (request.operation === Operation.getSystemInfo && request.user >= 0) answer(',
    ],
  ),
  ...edits('src/load/serve/front.ts', [
    'API-01',
    'Plain HTTP is answered as if nothing were wrong.',
    'response.statusCode = 301',
    'response.statusCode = 200',
  ]),
  ...edits('src/wire/xml/parse.ts', [
    'API-06',
    'Of a repeated element the first counts.',
    'element?.children.findLast(',
    'element?.children.find(',
  ]),
  ...edits(
    'src/sim/domain/draw.ts',
    [
      'QUEUE-05',
      'Exponential times are a tenth too long.',
      'random.exponential(distribution.meanUs)',
      'random.exponential(distribution.meanUs * 1.1)',
    ],
    [
      'QUEUE-06',
      'Exponential times are a tenth too long.',
      'random.exponential(distribution.meanUs)',
      'random.exponential(distribution.meanUs * 1.1)',
    ],
  ),
]
