/** What the doctor says: a table for people, each problem with what to do about it, and the same as JSON. */
import type { Outcome } from '../load/doctor/check.ts'
import type { Finding } from '../load/doctor/doctor.ts'
import { SIGN_IN, signInTurns } from '../load/doctor/sign-in.ts'
import type { Account } from '../load/target/guard.ts'
import { nodeText, type Target } from '../load/target/target.ts'
import { plural } from '../report/figures.ts'
import { bold, dim } from './table.ts'
import type { Terminal } from './terminal.ts'
import { wrapped } from './wrapped.ts'

type Look = Pick<Terminal, 'colour' | 'width'>

const marks: Readonly<Record<Outcome, string>> = { fine: '✔', warning: '!', problem: '✖', skipped: '–' }
const SUBJECT_WIDTH = 30
const INDENT = '  '

export function doctorHeading(target: Target, version: string, { colour, width }: Look): string {
  const heading = `${bold(target.file, colour)}  Finesse ${target.release}, ${plural(target.nodes.length, 'node')}, ${plural(target.users.length, 'user')}, ccsim ${version}`
  return `${heading}\n${wrapped(target.why, width).join('\n')}\n`
}

/** The findings of one check, under its name. */
export function findingsText(findings: readonly Finding[], { colour, width }: Look): string {
  const [first] = findings
  if (first === undefined) return ''
  const lines = findings.flatMap((finding) => rows(finding, { colour, width }))
  return `\n${[bold(first.check, colour), ...lines].join('\n')}\n`
}

function rows({ outcome, subject, says, advice }: Finding, { colour, width }: Look): readonly string[] {
  const left = `${INDENT}${marks[outcome]} ${subject}`
  const column = INDENT.length + 2 + SUBJECT_WIDTH + 1
  const margin = ' '.repeat(column)
  const [first, ...more] = wrapped(says, Math.max(30, width - column))
  const isLong = left.length >= column
  const head = isLong ? [left, margin + first!] : [left.padEnd(column) + first!]
  const todo = advice === undefined ? [] : wrapped(`→ ${advice}`, Math.max(30, width - column))
  return [...head, ...more.map((line) => margin + line), ...todo.map((line) => dim(margin + line, colour))]
}

export function verdictOf(findings: readonly Finding[], account: Account, { width }: Pick<Look, 'width'>): string {
  const count = (wanted: Outcome) => findings.filter(({ outcome }) => outcome === wanted).length
  const problems = count('problem')
  const head = problems === 0 ? 'No problem' : plural(problems, 'problem')
  const rest = `${plural(count('warning'), 'warning')}; ${count('fine')} fine, ${count('skipped')} skipped.`
  const { requests, streams, signIns } = account
  const done = `${plural(requests, 'request')}, ${plural(streams, 'connection')}; ${signIns === 0 ? 'nobody was' : plural(signIns, 'user')} signed in.`
  return `\n${wrapped(`${head}, ${rest} ${done}`, width).join('\n')}\n`
}

export interface DoctorNews {
  readonly target: Target
  readonly findings: readonly Finding[]
  readonly account: Account
  readonly exit: number
  readonly version: string
  readonly at: Date
}

/** One line of JSON. No password is in it. */
export function doctorJson({ target, findings, account, exit, version, at }: DoctorNews): string {
  const { requests, streams, signIns, signOuts } = account
  const json = {
    ccsim: version,
    target: target.file,
    at: at.toISOString(),
    exit,
    findings,
    account: { requests, streams, signIns, signOuts, byUser: Object.fromEntries(account.byUser) },
  }
  return `${JSON.stringify(json)}\n`
}

/** What the doctor would do. */
export function doctorPlanText(target: Target, signsIn: boolean, { width }: Look): string {
  const { nodes, users, limits } = target
  const ports = nodes.map(({ host, ports: doors }) => `${host}: ${Object.values(doors).join(', ')}`)
  const lines = [
    'Dry run: nothing is sent. The doctor would',
    `- look up ${nodes.map(({ host }) => host).join(' and ')}`,
    `- connect to the ports of ${ports.join('; ')}, with and without TLS`,
    `- read SystemInfo of ${nodes.map(nodeText).join(' and ')}, and ask there whether other pages may call`,
    ...(users.length === 0
      ? []
      : [
          `- read each of these users once, as that user, at the first node that is sound: ${users.map(({ id }) => id).join(', ')}`,
          '- open XMPP streams as the first user whose password was taken, and leave before a resource is bound',
          '- read that user and the reason codes at both nodes',
        ]),
    `- send at most ${perText(limits.requestsPerHour)} requests`,
    ...(signsIn ? signInLines(target) : ['- sign nobody in']),
  ]
  const hanging = lines.flatMap((line) => {
    const [first, ...more] = wrapped(line, width)
    return [first, ...more.map((rest) => `${INDENT}${rest}`)]
  })
  return `${hanging.join('\n')}\n`
}

function signInLines(target: Target): readonly string[] {
  const turns = signInTurns(target).map(([user, node]) => `${user.id} with ${user.extension} at ${nodeText(node)}`)
  return [
    `- ${SIGN_IN}: one after the other, at most ${perText(target.limits.signInsPerHour)} sign-ins: ${turns.join('; ')}; whoever is signed in before is left alone`,
    '- sign all of them out again, and see that they are out',
  ]
}

/** `10/s`, `90/min`, `60/h`. */
export function perText(perHour: number): string {
  if (perHour >= 3600) return `${round(perHour / 3600)}/s`
  return perHour >= 600 ? `${round(perHour / 60)}/min` : `${round(perHour)}/h`
}

const round = (number: number): string => String(Math.round(number * 100) / 100)
