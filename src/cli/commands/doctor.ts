/** `ccsim doctor --target FILE`: can this Finesse be tested from here, and if not, what is to be done about it. */
import type { Command } from 'commander'
import { examine, type Finding, hasProblem } from '../../load/doctor/doctor.ts'
import { SIGN_IN, signInTurns, trySignIns } from '../../load/doctor/sign-in.ts'
import { type Account, Guard } from '../../load/target/guard.ts'
import type { Target } from '../../load/target/target.ts'
import { doctorHeading, doctorJson, doctorPlanText, findingsText, verdictOf } from '../doctor-text.ts'
import { INTERRUPTED, UNREACHABLE } from '../exit-codes.ts'
import { interruptible, leftBehind } from '../interruption.ts'
import { VERSION } from '../package.ts'
import { allowing, targetOf } from '../target-file.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly target: string
  readonly signIn?: true
  readonly dryRun?: true
  readonly json?: true
}

const EXAMPLES = `
Examples:
  ccsim doctor --target lab.yaml             names, ports, certificates, service, clocks, users, events
  ccsim doctor --target lab.yaml --sign-in   also signs each allowed user in, and out again
  ccsim doctor --target lab.yaml --sign-in --dry-run   says what that would do

Each password is tried once, and only over TLS that is trusted. Exit 0: no problem; 7: unreachable, refused or not fit; 6: the
file is wrong. docs/targets.md has the file.
`

export function addDoctor(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('doctor')
    .summary('check a real Finesse before a run: names, certificates, users, clocks, events')
    .description(
      'Looks a target over: names, ports, certificates, release, service, clocks, users, XMPP, CORS, and whether both nodes\n' +
        'agree. Says what to do about each problem. It only looks, unless --sign-in asks for more.',
    )
    .requiredOption('--target <file>', 'the file that names nodes and users')
    .option('--sign-in', 'also sign in each user whom the file allows, and out again')
    .option('--dry-run', 'say what would be done, and send nothing')
    .option('--json', 'print the findings as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => done(await run(options, terminal)))
}

async function run({ target: file, signIn, dryRun, json }: Options, terminal: Terminal): Promise<number> {
  const target = targetOf(file, terminal)
  if (signIn === true) allowing(() => signInTurns(target))
  if (dryRun === true) {
    terminal.out(`${doctorHeading(target, VERSION, terminal)}\n${doctorPlanText(target, signIn === true, terminal)}`)
    return 0
  }
  const at = new Date()
  const say = (text: string): void => (json === true ? undefined : terminal.out(text))
  say(doctorHeading(target, VERSION, terminal))
  const done = (findings: readonly Finding[]): void => say(findingsText(findings, terminal))
  const { findings, account } = await examine(target, { done })
  let all = findings
  let spent = account
  let wasStopped = false
  if (signIn === true && !hasProblem(findings)) {
    const tried = await signInAll(target, terminal)
    done(tried.findings)
    all = [...findings, ...tried.findings]
    spent = together(account, tried.account)
    wasStopped = tried.wasStopped
  } else if (signIn === true) {
    const left: Finding = { check: SIGN_IN, subject: 'users', outcome: 'skipped', says: 'there are problems above' }
    done([left])
    all = [...findings, left]
  }
  const exit = wasStopped ? INTERRUPTED : hasProblem(all) ? UNREACHABLE : 0
  if (json === true) terminal.out(doctorJson({ target, findings: all, account: spent, exit, version: VERSION, at }))
  else terminal.out(verdictOf(all, spent, terminal))
  return exit
}

async function signInAll(target: Target, terminal: Terminal) {
  const guard = new Guard({ target, purpose: 'run' })
  const stopping = 'Stopping, and signing out who is in. Ctrl-C once more ends it at once.\n'
  const last = (): string => leftBehind(guard.signedIn.map(({ user }) => user))
  const { findings, wasStopped } = await interruptible(terminal, stopping, last, async (signal) => {
    const observed = await trySignIns(target, { signal, guard })
    return { findings: observed.map((one): Finding => ({ check: SIGN_IN, ...one })), wasStopped: signal.aborted }
  })
  return { findings, wasStopped, account: guard.account }
}

function together(a: Account, b: Account): Account {
  const byUser = new Map(a.byUser)
  for (const [user, count] of b.byUser) byUser.set(user, (byUser.get(user) ?? 0) + count)
  return {
    requests: a.requests + b.requests,
    streams: a.streams + b.streams,
    signIns: a.signIns + b.signIns,
    signOuts: a.signOuts + b.signOuts,
    calls: a.calls + b.calls,
    waitedMs: a.waitedMs + b.waitedMs,
    refused: new Map([...a.refused, ...b.refused]),
    byUser,
  }
}
