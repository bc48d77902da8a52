/** Whether the two nodes are one cluster, know each other by the names of the file, and have the same data. */
import { child, childText, type XmlElement } from '../../wire/xml/parse.ts'
import type { TargetUser } from '../target/target.ts'
import {
  type Check,
  type Examination,
  fine,
  type Observation,
  type Patient,
  problem,
  skipped,
  subjectOf,
  warning,
} from './check.ts'
import { errorText } from './network-error.ts'

export const pair: Check = {
  name: 'pair',
  says: 'Both nodes name each other, agree on what they are, and have the same users and reason codes.',
  async run(examination) {
    const { patients } = examination
    const [first, second] = patients
    const strangers = patients.flatMap((patient) => ofStrangers(examination, patient))
    if (second === undefined) return strangers
    if (first.info === undefined || second.info === undefined)
      return [...strangers, skipped('both nodes', 'one of them has no SystemInfo')]
    const differences = ofInfo(first, second)
    return [...strangers, ...differences, ...(await ofData(examination, first, second))]
  },
}

/** Names in SystemInfo that are no nodes of the file: they are told, and left alone. */
function ofStrangers({ target }: Examination, patient: Patient): readonly Observation[] {
  if (patient.info === undefined) return []
  const { xml } = patient.info
  const named = ['primaryNode', 'secondaryNode'].flatMap((place) => {
    const host = childText(child(xml, place), 'host')?.toLowerCase()
    return host === undefined || host === '' ? [] : [{ place, host }]
  })
  const known = new Set<string>(target.nodes.map(({ host }) => host))
  return named
    .filter(({ host }) => !known.has(host))
    .map(({ place, host }) => {
      const says = `SystemInfo names ${host} as ${place}, which is no node of the file; it is left alone`
      return warning(subjectOf(patient), says, 'Name it under "nodes" if it belongs to the test, under the same name.')
    })
}

const SHARED = ['deploymentType', 'peripheralId', 'systemAuthMode', 'ctiVersion', 'license'] as const

function ofInfo(first: Patient, second: Patient): readonly Observation[] {
  const [one, two] = [first.info!.xml, second.info!.xml]
  const host = (info: XmlElement, place: string): string => childText(child(info, place), 'host') ?? ''
  const rows = [
    ...SHARED.map((name) => [name, childText(one, name) ?? '', childText(two, name) ?? ''] as const),
    ...['primaryNode', 'secondaryNode'].map((place) => [place, host(one, place), host(two, place)] as const),
  ]
  const different = rows.filter(([, a, b]) => a !== b)
  if (different.length === 0) return [fine('both nodes', 'name the same primary and secondary node, and the same CTI')]
  return different.map(([name, a, b]) => {
    const says = `disagree on ${name}: "${a}" and "${b}"`
    return problem('both nodes', says, 'Are they nodes of one cluster? See Cluster Settings on the primary one.')
  })
}

/** What the database of each says of one user, and the reason codes: configuration is replicated. */
async function ofData(examination: Examination, first: Patient, second: Patient): Promise<readonly Observation[]> {
  const [user] = examination.proven.keys()
  if (user === undefined) return [skipped('both nodes', 'no user to ask them as')]
  if (!first.trusted.has('https') || !second.trusted.has('https'))
    return [skipped('both nodes', 'one of them has no certificate to trust; no password was sent')]
  const found: Observation[] = []
  for (const [what, part, taken] of [
    ['what they say of the user', '', ['firstName', 'lastName', 'loginName', 'teamId', 'teamName']],
    ['the Not Ready reason codes', '/ReasonCodes?category=NOT_READY', undefined],
  ] as const) {
    try {
      const [one, two] = [await ask(examination, first, user, part), await ask(examination, second, user, part)]
      const same = taken === undefined ? one === two : taken.every((name) => field(one, name) === field(two, name))
      if (!same) found.push(problem('both nodes', `disagree on ${what}`, REPLICATION))
    } catch (error) {
      found.push(problem('both nodes', `cannot be compared on ${what}: ${errorText(error)}`, REPLICATION))
    }
  }
  return found.length > 0
    ? found
    : [fine('both nodes', `say the same of user ${user.id}, and have the same reason codes`)]
}

const REPLICATION = 'See "utils dbreplication runtimestate" on the primary node.'

const field = (body: string, name: string): string | undefined => new RegExp(`<${name}>([^<]*)<`).exec(body)?.[1]

async function ask({ rest }: Examination, { node }: Patient, user: TargetUser, part: string): Promise<string> {
  const path = `/finesse/api/User/${encodeURIComponent(user.id)}${part}`
  const { status, body } = await rest.ask({ node, method: 'GET', path, user })
  if (status !== 200) throw new Error(`${node.host} answers ${status}`)
  return body
}
