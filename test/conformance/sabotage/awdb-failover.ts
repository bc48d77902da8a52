/** Breaks authentication against the agent databases. */
import { edits } from './edit.ts'

export const awdbFailover = [
  ...edits(
    'src/sim/finesse/authentication.ts',
    [
      'AWDB-01',
      'The half hour counts from the last answer of an AWDB, not from the last request.',
      'user.knownUntil = env.now() + profile.authCacheUs',
      'if (by !== BY_CACHE) user.knownUntil = env.now() + profile.authCacheUs',
    ],
    [
      'AWDB-02',
      'Who is remembered is asked for all the same.',
      "if (user.password !== password || defects['auth-cache-ignored']) return false",
      'if (user.password !== password || defects !== undefined) return false',
    ],
  ),
  ...edits(
    'src/sim/finesse/databases.ts',
    [
      'AWDB-03',
      'While the secondary serves the primary is not looked for.',
      "return name === 'PRIMARY' ? 1 : this.#all",
      "return name === 'PRIMARY' ? 1 : name === 'SECONDARY' ? 2 : this.#all",
    ],
    [
      'AWDB-05',
      'Once both have failed, no request tries them anew.',
      'const number = ++this.#last\n',
      "if (this.connection.name === 'NONE' && user !== NOBODY) {\n      then('unavailable', -1)\n      return\n    }\n    const number = ++this.#last\n",
    ],
    [
      'AWDB-10',
      'A silent database is noticed at once.',
      'env.after(profile.awdbTimeoutUs, M.credentialTimeout, user, number)',
      'env.after(100_000, M.credentialTimeout, user, number)',
    ],
    [
      'AWDB-13',
      'A node needs no database to start.',
      "if (this.#node.options.deployment === 'cce' && this.#node.profile.awdbNeededAtStart === 1) {",
      "if (this.#node.options.deployment === 'cce' && this.#node.profile.awdbNeededAtStart === 2) {",
    ],
  ),
  ...edits('src/sim/awdb/awdb.ts', [
    'AWDB-04',
    'The secondary serves without its Distributor.',
    "return this.#isDistributing ? undefined : 'distributor-down'",
    'return undefined',
  ]),
  ...edits(
    'src/sim/finesse/rest.ts',
    [
      'AWDB-08',
      'Without a database a request of somebody whose time has run out is carried out.',
      "if (result === 'granted') serve(node, request, answer)",
      "if (result === 'granted' || result === 'unavailable') serve(node, request, answer)",
    ],
    [
      'AWDB-09',
      'Without a database a request is answered 503.',
      "if (result === 'granted') serve(node, request, answer)",
      "if (result === 'granted') serve(node, request, answer)\n      else if (result === 'unavailable') answer(failure(503, 'Service Unavailable', 'SERVER_OUT_OF_SERVICE'))",
    ],
  ),
  ...edits('src/sim/desktop/sign-in.ts', [
    'AWDB-06',
    'A sign-in refused without a database shows nothing of user or password.',
    "this.#desktop.tell(Notice['wrong-user-or-password'])\n        this.#failed(",
    'this.#failed(',
  ]),
]
