/** Breaks who may do what, and how often somebody may be wrong. */
import { edits } from './edit.ts'

export const authentication = [
  ...edits(
    'src/sim/finesse/authentication.ts',
    [
      'LOCK-01',
      'A success does not start the count anew.',
      'user.failures = 0\n    env.fact(Fact.authenticated, user.index, 1, by)',
      'env.fact(Fact.authenticated, user.index, 1, by)',
    ],
    [
      'LOCK-02',
      'A try while locked does not start the five minutes anew.',
      "if (!options.defects['lock-not-restarted']) user.lockedUntil",
      'if (options.number === 0) user.lockedUntil',
    ],
    [
      'LOCK-05',
      'Wrong passwords are not counted where a stream is opened, as phones do first.',
      '(verdict, awdb) => then(this.#judge(user, password, verdict, awdb))',
      "(verdict, awdb) => then('resource' in credentials && verdict === 'wrong' ? 'refused' : this.#judge(user, password, verdict, awdb))",
    ],
    [
      'AUTH-01',
      'Any password is right.',
      "if (verdict === 'valid') {\n      user.password",
      'if (verdict !== undefined) {\n      user.password',
    ],
  ),
  ...edits('src/sim/domain/releases/11.6.ts', [
    'AUTH-05',
    'A token is renewed after nine tenths of its life.',
    'accessTokenRenewPercent: count(\n    75,',
    'accessTokenRenewPercent: count(\n    90,',
  ]),
  ...edits('src/sim/finesse/administrator.ts', [
    'LOCK-03',
    'The console locks an administrator for five minutes, too.',
    "lock === 'console' ? profile.administratorLockUs : profile.lockUs",
    'profile.lockUs',
  ]),
  ...edits('src/sim/finesse/rest-access.ts', [
    'AUTH-03',
    'An agent configures.',
    "return user === ADMINISTRATOR ? undefined : failure(403, 'Forbidden', 'The user is not an administrator')",
    'return user >= ADMINISTRATOR ? undefined : undefined',
  ]),
  ...edits('src/sim/finesse/rest.ts', [
    'AUTH-05',
    'A request with an expired token is served.',
    "if (request.tokenExpired !== true || node.options.defects['expired-token-accepted'] === true) return false",
    'if (request.tokenExpired === true) return false',
  ]),
  ...edits('src/sim/finesse/rest-reads.ts', [
    'AUTH-02',
    'Everybody reads the user and dialogs of everybody.',
    'if (request.id !== request.user && !isAdministrator && !caller!.supervises.includes(user.team)) {',
    'if (request.id !== request.user && !isAdministrator && caller === undefined) {',
  ]),
]
