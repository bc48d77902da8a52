/**
 * Desktops of a scenario at a Finesse that is not ours: the people and browsers of the virtual world, in real time, with
 * nothing of a contact center behind them but what the target has. Judged is what a desktop can see. However it ends,
 * everybody whom it signed in is signed out.
 */

import { desktopsLookForAServer } from '../scenarios/oracles/desktops-look-for-a-server.ts'
import { dialogsRunTheirCourse } from '../scenarios/oracles/dialogs-run-their-course.ts'
import { every202HasOneOutcome } from '../scenarios/oracles/every-202-has-one-outcome.ts'
import { oneAgentOneNode } from '../scenarios/oracles/one-agent-one-node.ts'
import type { Oracle } from '../scenarios/oracles/oracle.ts'
import { type Run, type RunOptions, watchCenter } from '../scenarios/run-center.ts'
import type { Expectation, Scenario } from '../scenarios/scenario.ts'
import { createDesksOnly } from '../sim/desks-only.ts'
import { createDirectory, type Directory, renamed } from '../sim/domain/directory.ts'
import type { Workload } from '../sim/domain/workload.ts'
import type { NodeDoors } from './clients/browser.ts'
import { Gates } from './clients/gates.ts'
import { nodeLines } from './clients/node-lines.ts'
import { trust } from './clients/trust.ts'
import { judgeHealth, playingLimits } from './generator/health.ts'
import { HealthMonitor } from './generator/health-monitor.ts'
import { generatorResults } from './generator/results.ts'
import { Pace } from './pace.ts'
import { pinging } from './pinging.ts'
import { speechOf } from './serve/doors.ts'
import { type Departure, signOutEverybody } from './target/clean-up.ts'
import type { Fitted } from './target/fit.ts'
import type { Guard, Refusal } from './target/guard.ts'
import { TargetKeeper } from './target/keeper.ts'
import { lookupFor } from './target/lookup.ts'
import { homeOf, planOf, type TargetPlan } from './target/plan.ts'
import { lookAtUsers, type Unfit } from './target/presence-check.ts'
import { TargetRest } from './target/rest-client.ts'
import { staggered } from './target/stagger.ts'
import type { TargetNode } from './target/target.ts'

export interface TargetRunOptions extends Omit<RunOptions, 'byWire' | 'oracles' | 'interrupted'> {
  readonly guard: Guard
  readonly fitted: Fitted
  readonly signal: AbortSignal
}

export interface TargetRun {
  /** Undefined where nobody was signed in, because of `unfit`. */
  readonly run: Run | undefined
  readonly unfit: readonly Unfit[]
  readonly departures: readonly Departure[]
}

/** What can be judged by what desktops see. */
const seenByDesktops: readonly Oracle[] = [
  dialogsRunTheirCourse,
  every202HasOneOutcome,
  oneAgentOneNode,
  desktopsLookForAServer,
]
const THIS_PROCESS = 'this process'
const LOOK_MS = 100

export async function runOnTarget(scenario: Scenario, options: TargetRunOptions): Promise<TargetRun> {
  const { guard, fitted, signal, seed } = options
  const { target } = guard
  const rest = new TargetRest({ guard })
  const undo = trust({ ca: target.ca, lookup: lookupFor(target) })
  try {
    const unfit = await lookAtUsers(rest, homesOf(fitted), signal)
    if (unfit.length > 0 || signal.aborted) return { run: undefined, unfit, departures: [] }
    let run: Run | undefined
    try {
      run = await play(scenario, planOf(fitted, target, seed), options)
    } finally {
      guard.close()
    }
    return { run, unfit, departures: await signOutEverybody({ guard, rest }) }
  } catch (error) {
    // Whatever went wrong, nobody is left behind.
    const departures = await signOutEverybody({ guard, rest })
    throw new Error(`${(error as Error).message}${leftText(departures)}`, { cause: error })
  } finally {
    undo()
    await rest.close()
  }
}

const leftText = (departures: readonly Departure[]): string =>
  departures
    .filter(({ isOut }) => !isOut)
    .map(({ says }) => `; ${says}`)
    .join('')

function homesOf({ users, nodes, workload }: Fitted) {
  return users.map((user, index) => ({ user, node: homeOf(index, workload.desk.home, nodes) }))
}

async function play(scenario: Scenario, plan: TargetPlan, options: TargetRunOptions): Promise<Run> {
  const { guard, fitted, seed, signal } = options
  const workload = pinging(staggered(fitted.workload, plan, fitted.users))
  const fitting: Scenario = { ...scenario, ...ownTimeline(scenario, workload), expect: ofDesktops(scenario.expect) }
  const people = fitted.users.map(({ id, extension, password }) => {
    return { loginId: id, extension, password: password.reveal() }
  })
  const directory = renamed(createDirectory(workload.topology), people)
  const gates = new Gates(directory)
  const desks = createDesksOnly(fitting.workload, seed, {
    directory,
    talk: scenario.workload.traffic[0]?.talk ?? workload.desk.outbound.talk,
    standIn: gates.standIn,
  })
  const watched = watchCenter(desks, fitting, {
    ...options,
    oracles: seenByDesktops,
    mayFail: scenario.timeline.length > 0,
  })
  const health = new HealthMonitor(THIS_PROCESS)
  const over = Promise.withResolvers<undefined>()
  const stopped = Promise.withResolvers<number>()
  const pace = new Pace(desks.kernel, {
    untilUs: watched.endUs,
    paused: true,
    reached: () => over.resolve(undefined),
    wake: health.waking(),
    late: (us) => health.lag(us),
    failed: (error) => over.reject(error),
  })
  const refused = (refusal: Refusal): void => over.reject(refusal)
  open(gates, { guard, fitted, workload, directory, pace, refused })
  const stop = (): void => stopped.resolve(desks.kernel.now)
  signal.addEventListener('abort', stop, { once: true })
  const startedAt = performance.now()
  const look = setInterval(() => {
    const { now: at, events } = desks.kernel
    options.progress?.({ at, untilUs: watched.endUs, events, wallMs: performance.now() - startedAt })
  }, LOOK_MS)
  try {
    pace.resume()
    const interruptedAt = await Promise.race([over.promise, stopped.promise])
    pace.stop()
    const figures = [health.finish()]
    const { says: unhealthy } = judgeHealth(figures, playingLimits(1))
    const wallSeconds = (performance.now() - startedAt) / 1000
    const wire = { speed: 1, unhealthy, target: guard.target.file }
    return watched.finish({ interruptedAt, wallSeconds, wire, generators: generatorResults(figures) })
  } finally {
    clearInterval(look)
    signal.removeEventListener('abort', stop)
    pace.stop()
    health.stop()
    gates.close()
  }
}

/** What the owner of the target does is not on our calendar: only entries about browsers are, and are counted. */
function ownTimeline({ timeline }: Scenario, workload: Workload): Pick<Scenario, 'timeline' | 'workload'> {
  const kept = [...new Set(workload.faults.map(({ entry }) => entry))].sort((a, b) => a - b)
  const faults = workload.faults.map((act) => ({ ...act, entry: kept.indexOf(act.entry) }))
  return { timeline: kept.map((entry) => timeline[entry]!), workload: { ...workload, faults } }
}

/** Of calls, queues and servers only the target knows. */
const ofDesktops = (expect: readonly Expectation[]): readonly Expectation[] =>
  expect.filter(({ figure }) => /^(hop:|phase:|oracleViolations$)/.test(figure))

interface Opening {
  readonly guard: Guard
  readonly fitted: Fitted
  readonly workload: Workload
  readonly directory: Directory
  readonly pace: Pace
  readonly refused: (refusal: Refusal) => void
}

function open(gates: Gates, { guard, fitted, workload, directory, pace, refused }: Opening): void {
  const { target } = guard
  const { release } = target
  const { http2, notificationsOnHttps, webSocket } = speechOf(release)
  const epochMs = Math.floor(Date.now() - pace.now / 1000)
  const nodes = fitted.nodes.map(({ host, ports }) => {
    return { host, httpsPort: ports.https!, xmppPort: ports.xmpp ?? 0, xmppSecurePort: ports.xmpps ?? 0 }
  })
  const doors = fitted.nodes.map((node, index): NodeDoors => {
    const other = fitted.nodes.length > 1 ? fitted.nodes[1 - index] : undefined
    const port = (notificationsOnHttps ? node.ports.https : node.ports.notification)!
    const https = { host: node.host, port: node.ports.https! }
    return {
      number: index + 1,
      https: origin(node),
      http2,
      notifications: `${webSocket ? 'wss' : 'https'}://${node.host}:${port}${webSocket ? '/ws/' : '/http-bind/'}`,
      domain: node.host,
      otherOrigin: other && origin(other),
      ca: target.ca,
      lookup: lookupFor(target),
      keeper: new TargetKeeper({ guard, directory, https, notifications: { host: node.host, port }, refused }),
    }
  })
  gates.open({ workload, epochMs, nodes, doors, lines: nodeLines, enter: (act) => pace.enter(act) })
}

const origin = ({ host, ports }: TargetNode): string => `https://${host}:${ports.https}`
