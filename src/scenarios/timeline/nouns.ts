/** From a phrase to what is meant by it, or to why that is not there. */

import { suggestion } from '../nearest.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'
import { parseLink, parseNamedLink, parsePorts, portExamples, type Surroundings } from './links.ts'
import { lackOf, parsePeople } from './people.ts'
import { type Lack, type NounName, nouns, side, sideName, type Target } from './target.ts'

type Reader = (text: string, around: Surroundings) => Target | Lack | undefined

const numbered =
  (noun: 'finesse' | 'tomcat' | 'notification' | 'database' | 'awdb' | 'distributor', whole: string): Reader =>
  (text, { topology }) => {
    const match = new RegExp(`^${noun}\\s+(\\d+)$`).exec(text)
    if (match === null) return undefined
    const number = Number(match[1])
    const count = whole === 'awdb' ? topology.awdb : topology.finesseNodes
    if (number < 1 || number > count) return lackOf(noun, number, count)
    const name = `${whole} ${number}`
    return {
      noun,
      says: `${noun} ${number}`,
      number: number as 1 | 2,
      holds: [noun === whole ? name : `${name}/${noun}`],
    }
  }

const sided =
  (noun: 'ctisvr' | 'pg' | 'pgag' | 'opc' | 'pim' | 'jgw1'): Reader =>
  (text, { topology, deployment }) => {
    const match = new RegExp(`^${noun}\\s+([ab])$`, 'i').exec(text)
    if (match === null) return undefined
    if (deployment === 'ccx' && noun !== 'ctisvr') return { lacks: `there is no ${noun}; Unified CCX has no PG` }
    const letter = match[1]!.toUpperCase()
    if (!topology.ctiSides.includes(letter)) return { lacks: `there is no ${noun} ${letter}; "topology.cti" is A` }
    const hold = noun === 'pg' ? `pg ${letter}` : `pg ${letter}/${noun}`
    return { noun, says: `${noun} ${letter}`, side: side(letter), holds: [hold] }
  }

const plain =
  (noun: 'rtr' | 'mds' | 'ccag' | 'phones' | 'agent-pg' | 'pguser password', pattern = noun as string): Reader =>
  (text, { deployment }) => {
    if (!new RegExp(`^${pattern}$`).test(text)) return undefined
    if (deployment === 'ccx' && noun !== 'phones') return { lacks: `there is no ${noun}; Unified CCX has no PG` }
    return { noun, says: noun, holds: [noun] }
  }

/** `credentials of awdb 1`, `events of ctisvr A`. */
const partOf =
  (noun: 'credentials' | 'events', whole: Reader): Reader =>
  (text, around) => {
    const match = new RegExp(`^${noun}\\s+of\\s+(.+)$`).exec(text)
    const of = match === null ? undefined : whole(match[1]!, around)
    if (of === undefined || 'lacks' in of) return of
    return { ...of, noun, says: `${noun} of ${of.says}`, holds: of.holds.map((hold) => `${hold}/${noun}`) }
  }

const people =
  (noun: 'agents' | 'phone' | 'extension length', word: string, before = ''): Reader =>
  (text, { topology }) => {
    if (!text.startsWith(before) || (word === 'phone' && !text.includes(word))) return undefined
    const found = parsePeople(text.slice(before.length).trim(), topology, word)
    if (found === undefined || 'lacks' in found) return found
    const holds = found.users?.map((user) => `${noun} ${user}`) ?? [`${noun} ${found.says}`]
    return { noun, says: `${before}${before === '' ? '' : ' '}${found.says}`, people: found, holds }
  }

const awdb = numbered('awdb', 'awdb')
const ctisvr = sided('ctisvr')

/** In the order they are tried. */
const readers: Readonly<Record<NounName, Reader>> = {
  finesse: numbered('finesse', 'finesse'),
  tomcat: numbered('tomcat', 'finesse'),
  notification: numbered('notification', 'finesse'),
  database: numbered('database', 'finesse'),
  ctisvr,
  pg: sided('pg'),
  pgag: sided('pgag'),
  opc: sided('opc'),
  pim: sided('pim'),
  jgw1: sided('jgw1'),
  rtr: plain('rtr'),
  mds: plain('mds'),
  ccag: plain('ccag'),
  awdb,
  distributor: numbered('distributor', 'awdb'),
  phones: plain('phones'),
  phone: people('phone', 'phone'),
  'agent-pg': plain('agent-pg', 'agent[- ]pg'),
  'pguser password': plain('pguser password', 'pguser\\s+password'),
  'extension length': people('extension length', 'agent', 'extension length of'),
  credentials: partOf('credentials', awdb),
  events: partOf('events', ctisvr),
  agents: people('agents', 'agent'),
  'private link': (text, around) => only('private link', parseNamedLink(text, around), text),
  'public link': (text, around) => only('public link', parseNamedLink(text, around), text),
  ports: parsePorts,
  link: parseLink,
  message: () => undefined,
}

function only(noun: NounName, found: Target | Lack | undefined, text: string): Target | Lack | undefined {
  if (found === undefined || ('lacks' in found ? !text.toLowerCase().startsWith(noun) : found.noun !== noun)) {
    return undefined
  }
  return found
}

/** What is meant; reported and undefined when it is not there, or when the verb can do nothing to it. */
export function readTarget(
  written: string,
  allowed: readonly NounName[],
  around: Surroundings,
  verb: string,
  report: Report,
  path: Path,
): Target | undefined {
  const text = written.trim().replace(/\s+/g, ' ')
  const found = (Object.keys(readers) as NounName[])
    .map((noun) => readers[noun](text, around))
    .filter((one) => one !== undefined)
  const meant = found.find((one) => !('lacks' in one) && allowed.includes(one.noun)) as Target | undefined
  if (meant !== undefined) return meant
  const lack = found.find((one) => 'lacks' in one)
  const other = found.find((one) => !('lacks' in one)) as Target | undefined
  const known = examples(allowed, around)
  if (other !== undefined) report(path, `${other.says}: "${verb}" can do nothing to it; allowed: ${known.join(', ')}`)
  else if (lack !== undefined && 'lacks' in lack) report(path, lack.lacks)
  else report(path, `there is no "${text}"; ${suggestion(text, known)}`)
  return undefined
}

/** How the nouns may be written with this topology. */
export function examples(allowed: readonly NounName[], { topology }: Surroundings): readonly string[] {
  const count = (noun: NounName) => (noun === 'awdb' || noun === 'distributor' ? topology.awdb : topology.finesseNodes)
  return allowed.flatMap((noun): readonly string[] => {
    const { written } = nouns[noun]
    if (noun === 'ports') return portExamples.slice(0, 2)
    if (noun === 'message') return []
    if (/ 1$/.test(written)) return [1, 2].slice(0, count(noun)).map((number) => written.replace(/1$/, String(number)))
    if (/ A$/.test(written)) {
      return [...topology.ctiSides].map((_, index) => written.replace(/A$/, sideName(index as 0 | 1)))
    }
    return [written]
  })
}
