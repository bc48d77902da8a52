/**
 * The script that k6 runs. Each of its virtual users plays the desktops of one part of the plan, and the parts of all of them
 * are the plan. What load that is, the bundle says.
 */
import './shims.ts'
import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Gauge, Trend } from 'k6/metrics'
import { clearTimeout, setTimeout } from 'k6/timers'
import { createDirectory, type Directory } from '../../sim/domain/directory.ts'
import { basicHeader } from '../../wire/credentials.ts'
import { type Address, addressesIn } from './addresses.ts'
import { k6Lines } from './lines.ts'
import { type K6Load, partOf } from './load.ts'
import { metricNames } from './metric-names.ts'
import { type K6World, play } from './play.ts'

/** What `setup` finds out for all virtual users, on all machines. */
export interface Setup {
  readonly epochMs: number
  readonly domains: readonly string[]
}

/** Seconds that virtual users have to get ready before the plan begins. */
const LEAD = 'CCSIM_LEAD'
const LEAD_S = '1'
const SPEED = 'CCSIM_SPEED'
const OK = 200

export function createScript(load: K6Load) {
  const { workload } = load
  const time = true
  const meters: K6World['meters'] = {
    planned: new Counter(metricNames.planned),
    failed: new Counter(metricNames.failed),
    intended: new Trend(metricNames.intended, time),
    actual: new Trend(metricNames.actual, time),
    phase: new Trend(metricNames.phase, time),
    count: new Counter(metricNames.count),
    lag: new Trend(metricNames.lag, time),
    planEntries: new Counter(metricNames.planEntries),
    planHash: metricNames.planHash.map((name) => new Counter(name)),
    finished: new Counter(metricNames.finished),
  }
  const paced = new Gauge(metricNames.speed)
  const addresses = addressesIn(__ENV, workload.release, workload.topology.finesseNodes)
  // Everybody there is, for each virtual user: made before k6 starts the clock, not when all of them begin at once.
  const directory = createDirectory(workload.topology)
  const speed = Number(__ENV[SPEED] ?? '1')
  const leadMs = Number(__ENV[LEAD] ?? LEAD_S) * 1000

  function setup(): Setup {
    if (typeof addresses === 'string') return exec.test.abort(addresses) as never
    if (!(speed > 0)) return exec.test.abort(`${SPEED}=${__ENV[SPEED]}: a number above 0`) as never
    if (!(leadMs >= 0)) return exec.test.abort(`${LEAD}=${__ENV[LEAD]}: seconds, 0 or more`) as never
    const domains = addresses.map(domainOf)
    knowsUsers(load.scenario, directory, addresses[0]!)
    return { epochMs: Date.now() + leadMs, domains }
  }

  function part({ epochMs, domains }: Setup): Promise<void> | undefined {
    const number = exec.vu.idInTest
    if (number > load.virtualUsers || typeof addresses === 'string') {
      const says = `virtual user ${number} of ${load.virtualUsers} has no part of the plan: leave vus and scenarios as they are`
      exec.test.abort(says)
      return undefined
    }
    paced.add(speed)
    const clock = (): number => exec.instance.currentTestRunDuration
    const startsAt = clock() + epochMs - Date.now()
    const shard = partOf(load.shard, number, load.virtualUsers)
    const world: K6World = { lines: k6Lines, meters, clock, wake }
    return play(load, { shard, directory, addresses, domains, epochMs, startsAt, speed }, world)
  }

  return { options: load.options, setup, part }
}

/** The XMPP domain of a node, which it tells anybody. */
function domainOf({ https, host }: Address): string {
  const answer = http.get(`${https}/finesse/api/SystemInfo`, { tags: { name: '/finesse/api/SystemInfo' } })
  if (answer.status !== OK) {
    const why = answer.status === 0 ? answer.error : `it answers ${answer.status}`
    exec.test.abort(`${https} is no Finesse in service: ${why}${trustHint(answer.error)}`)
  }
  return /<xmppDomain>([^<]+)<\/xmppDomain>/.exec(String(answer.body))?.[1] ?? host
}

const trustHint = (error = ''): string =>
  /x509|certificate/.test(error)
    ? '; trust its authority by SSL_CERT_FILE=ca.pem, or do without by --insecure-skip-tls-verify'
    : ''

/** Before hundreds of strangers knock: five wrong passwords in a row lock a user. */
function knowsUsers(scenario: string, { users }: Directory, { https }: Address): void {
  const { loginId, password } = users[0]!
  const headers = { authorization: basicHeader({ user: loginId, password }) }
  const answer = http.get(`${https}/finesse/api/User/${loginId}`, { headers, tags: { name: '/finesse/api/User/{id}' } })
  if (answer.status === 401 || answer.status === 404) {
    exec.test.abort(`${https} does not know user ${loginId} of ${scenario}; it is to be served by: ccsim serve`)
  }
}

function wake(afterMs: number, run: () => void): () => void {
  const timer = setTimeout(run, Math.max(0, Math.ceil(afterMs)))
  return () => clearTimeout(timer)
}
