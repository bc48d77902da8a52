/**
 * metrics.om: the run as OpenMetrics 1.0 text, for a push gateway or a file collector. Families are whole (all samples
 * of one metric together), units are in the names, counters end in `_total`, and the text ends with `# EOF`.
 */
import type { Failover, QueueInterval, RunResult, Verdict } from '../scenarios/result.ts'
import { seconds } from './figures.ts'
import { counter, type Family, gauge, type Labels, type Sample } from './openmetrics-family.ts'
import { generatorFamilies, operationFamilies } from './openmetrics-load.ts'
import type { Report } from './report.ts'

const VERDICTS: readonly Verdict[] = [
  'passed',
  'violated',
  'inconclusive',
  'threshold missed',
  'generator unhealthy',
  'not deterministic',
  'interrupted',
]

export const openmetricsReport: Report = {
  name: 'openmetrics',
  paths: ['metrics.om'],
  *files(result) {
    yield { path: 'metrics.om', chunks: openmetricsText(result) }
  },
}

export function* openmetricsText(result: RunResult): Generator<string> {
  const taken = new Set<string>()
  for (const family of familiesOf(result)) {
    if (family.samples.length === 0) continue
    yield familyText({ ...family, name: freeName(family.name, taken) })
  }
  yield '# EOF\n'
}

function familiesOf(result: RunResult): Family[] {
  return [
    ...runFamilies(result),
    ...oracleFamilies(result),
    ...hopFamilies(result),
    ...failoverFamilies(result),
    ...queueFamilies(result.queueTotals),
    // Last, since their names come from the run: it is they who give way when a name is taken.
    ...result.counts.map((one) => counter(slug(one.name), one.says, [{ value: one.value }])),
  ]
}

function runFamilies(result: RunResult): Family[] {
  const { ccsim, scenario, seed, release, deployment, world, digest, token } = result
  const labels = { ccsim, scenario, seed, release, deployment, world, digest, token }
  return [
    { name: 'ccsim_run', type: 'info', help: 'What was run.', samples: [{ suffix: '_info', labels, value: 1 }] },
    {
      name: 'ccsim_verdict',
      type: 'stateset',
      help: 'What the run came to.',
      samples: VERDICTS.map((one) => ({ labels: { ccsim_verdict: one }, value: one === result.verdict ? 1 : 0 })),
    },
    gauge('ccsim_exit_code', 'Exit code of the run; 0 is passed.', [{ value: result.exit }]),
    gauge('ccsim_virtual_seconds', 'Virtual time that was simulated.', [{ value: result.virtualSeconds }], 'seconds'),
    gauge('ccsim_wall_seconds', 'Time the run took.', [{ value: result.wallSeconds }], 'seconds'),
    counter('events', 'Events that were dispatched.', [{ value: result.events }]),
    counter('records', 'Records of the trace that the digest covers.', [{ value: result.records }]),
    gauge('ccsim_agents', 'Agents in the scenario.', [{ value: result.size.agents }]),
    gauge('ccsim_supervisors', 'Supervisors in the scenario.', [{ value: result.size.supervisors }]),
    gauge(
      'ccsim_occupancy_ratio',
      'Share of ready time that agents were busy.',
      result.occupancy === undefined ? [] : [{ value: result.occupancy }],
      'ratio',
    ),
    ...generatorFamilies(result),
    ...operationFamilies(result),
  ]
}

function oracleFamilies(result: RunResult): Family[] {
  const { oracles, expectations, faults } = result
  return [
    counter(
      'oracle_judged',
      'How often an oracle had something to judge; 0 proves nothing.',
      oracles.map((one) => ({ labels: { oracle: one.name }, value: one.judged })),
    ),
    counter(
      'oracle_violations',
      'How often the rule of an oracle was broken.',
      oracles.map((one) => ({ labels: { oracle: one.name }, value: one.violated })),
    ),
    gauge(
      'ccsim_expectation_met',
      '1 when an expectation of the scenario was met.',
      expectations.map((one, index) => ({
        labels: { index, expectation: one.says, kind: one.kind, outcome: one.outcome },
        value: one.outcome === 'met' ? 1 : 0,
      })),
    ),
    counter(
      'fault_touched',
      'How many things a fault touched; 0 makes the run inconclusive.',
      faults.map((one, index) => ({ labels: { index, fault: one.says }, value: one.touched })),
    ),
  ]
}

function hopFamilies({ hops }: RunResult): Family[] {
  const summary = hops.flatMap((hop): Sample[] => {
    const quantile = (q: string, us: number) => ({ labels: { hop: hop.hop, quantile: q }, value: seconds(us) })
    return [
      quantile('0.5', hop.p50Us),
      quantile('0.95', hop.p95Us),
      quantile('0.99', hop.p99Us),
      quantile('0.999', hop.p999Us),
      { suffix: '_sum', labels: { hop: hop.hop }, value: seconds(hop.meanUs * hop.count) },
      { suffix: '_count', labels: { hop: hop.hop }, value: hop.count },
    ]
  })
  const max = hops.map((hop) => ({ labels: { hop: hop.hop }, value: seconds(hop.maxUs) }))
  return [
    {
      name: 'ccsim_hop_latency_seconds',
      type: 'summary',
      unit: 'seconds',
      help: 'Latency of a hop.',
      samples: summary,
    },
    gauge('ccsim_hop_latency_max_seconds', 'The longest latency of a hop.', max, 'seconds'),
  ]
}

function failoverFamilies({ failovers, syslog, notices }: RunResult): Family[] {
  const each = (samples: (failover: Failover, labels: Labels) => Sample[]) =>
    failovers.flatMap((one, index) => samples(one, { failover: index + 1 }))
  const desktops = each(({ desktops }, labels) =>
    (['lost', 'back', 'moved', 'left'] as const).map((what) => ({
      labels: { ...labels, what },
      value: desktops[what],
    })),
  )
  const back = each(({ desktops }, labels) =>
    [
      ['0.5', desktops.halfBackUs] as const,
      ['0.95', desktops.p95BackUs] as const,
      ['1', desktops.lastBackUs] as const,
    ].flatMap(([share, us]) => (us === undefined ? [] : [{ labels: { ...labels, share }, value: seconds(us) }])),
  )
  const outages = each(({ outages }, labels) =>
    outages.flatMap(({ of, from, until }, index) =>
      until === undefined ? [] : [{ labels: { ...labels, of, index }, value: seconds(until - from) }],
    ),
  )
  const phases = each(({ phases }, labels) =>
    phases.flatMap(({ phase, p50Us, p95Us, maxUs }) =>
      (
        [
          ['0.5', p50Us],
          ['0.95', p95Us],
          ['1', maxUs],
        ] as const
      ).map(([share, us]) => ({
        labels: { ...labels, phase, share },
        value: seconds(us),
      })),
    ),
  )
  return [
    gauge('ccsim_failover_desktops', 'Desktops that lost their server or page, came back, moved, or left.', desktops),
    gauge('ccsim_failover_back_seconds', 'When a share of the desktops that were hit was back.', back, 'seconds'),
    gauge('ccsim_failover_outage_seconds', 'How long a Finesse node or the PG was out of service.', outages, 'seconds'),
    gauge(
      'ccsim_failover_phase_seconds',
      'What a share of the phases of a failover did not exceed.',
      phases,
      'seconds',
    ),
    counter(
      'syslog_messages',
      'Critical messages that Finesse nodes wrote.',
      syslog.counts.map((one) => ({ labels: { message: one.message }, value: one.count })),
    ),
    counter(
      'notices',
      'What people were told.',
      notices.map((one) => ({ labels: { notice: one.notice }, value: one.count })),
    ),
  ]
}

function queueFamilies(queues: readonly QueueInterval[]): Family[] {
  const samples = (value: (queue: QueueInterval) => number | undefined): Sample[] =>
    queues.flatMap((queue) => {
      const one = value(queue)
      return one === undefined ? [] : [{ labels: { queue: queue.queue }, value: one }]
    })
  const time = (value: (queue: QueueInterval) => number | undefined) =>
    samples(value).map((sample) => ({ ...sample, value: seconds(sample.value) }))
  return [
    counter(
      'queue_offered',
      'Calls offered to a queue.',
      samples((queue) => queue.offered),
    ),
    counter(
      'queue_handled',
      'Calls of a queue that agents handled.',
      samples((queue) => queue.handled),
    ),
    counter(
      'queue_abandoned',
      'Calls that hung up while waiting.',
      samples((queue) => queue.abandoned),
    ),
    counter(
      'queue_rona',
      'Offers to an agent that rang out.',
      samples((queue) => queue.rona),
    ),
    gauge(
      'ccsim_queue_service_level_ratio',
      'Share answered in time.',
      samples((queue) => queue.serviceLevel),
      'ratio',
    ),
    gauge(
      'ccsim_queue_answer_seconds',
      'Average speed of answer.',
      time((queue) => queue.asaUs),
      'seconds',
    ),
    gauge(
      'ccsim_queue_handle_seconds',
      'Average handle time.',
      time((queue) => queue.ahtUs),
      'seconds',
    ),
    gauge(
      'ccsim_queue_wait_max_seconds',
      'The longest wait.',
      time((queue) => queue.maxWaitUs),
      'seconds',
    ),
  ]
}

function familyText({ name, type, unit, help, samples }: Family): string {
  const lines = [`# TYPE ${name} ${type}`]
  if (unit !== undefined) lines.push(`# UNIT ${name} ${unit}`)
  lines.push(`# HELP ${name} ${escaped(help)}`)
  for (const { suffix = '', labels, value } of samples)
    lines.push(`${name}${suffix}${labelText(labels)} ${number(value)}`)
  return `${lines.join('\n')}\n`
}

function labelText(labels: Labels | undefined): string {
  if (labels === undefined) return ''
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(String(value))}"`)
  return `{${pairs.join(',')}}`
}

const escaped = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"')

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}

/** `calls offered` → `calls_offered`. A count called "… total" must not become `_total_total`. */
function slug(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return words.replace(/(?:_(?:total|created|info))+$/, '') || 'count'
}

function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let next = 2; taken.has(free); next++) free = `${name}_${next}`
  taken.add(free)
  return free
}
