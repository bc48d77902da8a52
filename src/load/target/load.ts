/** From a file to a target, or to everything that is wrong with it. */
import { X509Certificate } from 'node:crypto'
import { beside } from '../../scenarios/extends.ts'
import { describe, findings } from '../../scenarios/findings.ts'
import { locate } from '../../scenarios/locate.ts'
import { suggestion } from '../../scenarios/nearest.ts'
import { type Finding, type Problem, problem, type Report, ScenarioProblems } from '../../scenarios/problems.ts'
import { type Read, readSource, type Source } from '../../scenarios/source.ts'
import { doors, isUsuallyOpen } from '../serve/doors.ts'
import { type TargetSpec, targetSchema } from './schema.ts'
import { Secret } from './secret.ts'
import { nodeText, type Target, type TargetNode, type TargetUser, targetDoors } from './target.ts'

export interface TargetOptions {
  /** How files are read; `reading(readFileSync)` makes one. */
  readonly read: Read
  /** Where `passwordEnv` looks. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Reads and checks a target. Throws `ScenarioProblems` with all there is to say; no message holds a password. */
export function loadTarget(file: string, { read, env }: TargetOptions): Target {
  let text = ''
  const source = readSource(
    file,
    (path) => {
      const content = read(path)
      if (typeof content === 'string') text = content
      else if (content instanceof Uint8Array) text = new TextDecoder().decode(content)
      return content
    },
    'target',
  )
  if (!('value' in source)) throw new ScenarioProblems(source.map((one) => withoutSecrets(one, text)))
  const found: Finding[] = []
  const parsed = targetSchema.safeParse(source.value, { error: describe })
  if (!parsed.success) found.push(...findings(targetSchema, source.value, parsed.error.issues))
  const report: Report = (path, message) => found.push({ path, message })
  const target = parsed.success ? made(parsed.data, file, { read, env }, report) : undefined
  const problems = [...source.problems.map((one) => withoutSecrets(one, text)), ...located(source, found)]
  if (target === undefined || problems.length > 0) throw new ScenarioProblems(problems, [file])
  return target
}

const located = (source: Source, found: readonly Finding[]): readonly Problem[] =>
  found.map((finding) => problem(locate([source], finding.path), finding))

/** What the YAML reader says of a line may quote it. */
function withoutSecrets(one: Problem, text: string): Problem {
  const lines = text.split('\n').slice(Math.max(0, (one.line ?? 0) - 2), one.line)
  if (one.line === undefined || !lines.some((line) => /password/i.test(line))) return one
  return { ...one, message: 'is not YAML, at or after a password', hint: 'write passwords in quotes' }
}

function made(spec: TargetSpec, file: string, { read, env }: TargetOptions, report: Report): Target {
  const nodes = spec.nodes.map((given, index): TargetNode => {
    const open = targetDoors.filter((door) => isUsuallyOpen(door, spec.release) || given.ports[door] !== undefined)
    return {
      number: index === 0 ? 1 : 2,
      host: given.host,
      address: given.address,
      ports: Object.fromEntries(open.map((door) => [door, given.ports[door] ?? doors[door].port])),
      isAllowed: spec.allow?.hosts.includes(given.host) === true,
    }
  })
  const users = spec.users.map((given, index): TargetUser => {
    const { id, extension, role, passwordEnv } = given
    const password = passwordEnv === undefined ? given.password : env[passwordEnv]
    if (password === undefined || password === '')
      report(['users', index, 'passwordEnv'], `the environment has no ${passwordEnv}; export it before`)
    const isAllowed = spec.allow?.agents.includes(id) === true
    return { id, extension, role, isAllowed, password: new Secret(password ?? '') }
  })
  once(nodes.map(nodeText), 'nodes', 'host', report)
  once(
    users.map(({ id }) => id),
    'users',
    'id',
    report,
  )
  once(
    users.map(({ extension }) => extension),
    'users',
    'extension',
    report,
  )
  listed(
    spec.allow?.hosts ?? [],
    nodes.map(({ host }) => host),
    ['hosts', 'node'],
    report,
  )
  listed(
    spec.allow?.agents ?? [],
    users.map(({ id }) => id),
    ['agents', 'user'],
    report,
  )
  for (const name of ['signIns', 'requests', 'calls'] as const) {
    const { perAgent, perHour } = spec.limits[name]
    if (perAgent) report(['limits', name], 'is for all users together; leave "agent" out')
    else if (perHour <= 0) report(['limits', name], 'must be more than nothing')
  }
  return {
    file,
    why: spec.why,
    release: spec.release,
    deployment: spec.deployment,
    ca: spec.ca === undefined ? undefined : authorities(beside(file, spec.ca), read, report),
    nodes: nodes as unknown as Target['nodes'],
    users,
    allowsRuns: spec.allow !== undefined,
    dial: new Set(spec.allow?.dial),
    limits: {
      signInsPerHour: spec.limits.signIns.perHour,
      requestsPerHour: spec.limits.requests.perHour,
      callsPerHour: spec.limits.calls.perHour,
      patienceMs: spec.limits.patience / 1000,
    },
  }
}

function once(words: readonly string[], list: string, key: string, report: Report): void {
  for (const [index, word] of words.entries()) {
    const first = words.indexOf(word)
    if (first < index) report([list, index, key], `${word} is there twice; see ${list}[${first}]`)
  }
}

/** Whoever may be touched has to be described: a typo must not widen anything. */
function listed(
  words: readonly string[],
  known: readonly string[],
  [list, noun]: readonly [string, string],
  report: Report,
): void {
  for (const [index, word] of words.entries()) {
    if (known.includes(word)) continue
    report(['allow', list, index], `there is no ${noun} ${word} in this file; ${suggestion(word, known)}`)
  }
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

function authorities(file: string, read: Read, report: Report): string | undefined {
  const content = read(file)
  if (typeof content === 'object' && 'problem' in content) {
    report(['ca'], `${file}: ${content.problem}`)
    return undefined
  }
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
  const found = text.match(PEM) ?? []
  if (found.length === 0)
    report(['ca'], `${file}: holds no certificate in PEM; it begins "-----BEGIN CERTIFICATE-----"`)
  for (const pem of found) {
    try {
      new X509Certificate(pem)
    } catch {
      report(['ca'], `${file}: holds a certificate that cannot be read`)
    }
  }
  return found.join('\n')
}
