/** The `<body/>` of BOSH: what a request says, and how an answer is written (XEP-0124, XEP-0206). */
import type { Element } from 'ltx'
import { escapeXml } from '../xml/write.ts'
import { Ns } from './namespaces.ts'
import { type StreamCondition, StreamReader } from './stream-reader.ts'

export interface BoshBody {
  /** Undefined where it begins a session. */
  readonly sid: string | undefined
  readonly rid: number
  readonly wait: number | undefined
  readonly hold: number | undefined
  readonly pauseS: number | undefined
  readonly restarts: boolean
  readonly terminates: boolean
  /** Language, version and the like, as they came. */
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly stanzas: readonly Element[]
}

/** A request id may be any number that a float holds exactly. */
const RID_MAX = 2 ** 53 - 1

/** What is wrong: the condition of the stream error that it would be elsewhere, or a body that is none of BOSH. */
export type BoshProblem = StreamCondition | 'bad-request'

export function readBoshBody(text: string): BoshBody | BoshProblem {
  let problem: BoshProblem | undefined
  let body: Element | undefined
  const reader = new StreamReader('bosh', {
    opened: () => undefined,
    closed: () => undefined,
    stanza: (element) => {
      body ??= element
    },
    broken: (condition) => {
      problem = condition
    },
  })
  reader.write(text)
  if (problem !== undefined) return problem
  if (body === undefined || body.getName() !== 'body' || body.getNS() !== Ns.BOSH) return 'bad-request'
  const { attrs } = body
  const rid = whole(attrs['rid'])
  if (rid === undefined || rid > RID_MAX) return 'bad-request'
  return {
    sid: attrs['sid'],
    rid,
    wait: whole(attrs['wait']),
    hold: whole(attrs['hold']),
    pauseS: whole(attrs['pause']),
    restarts: attrs['xmpp:restart'] === 'true' || attrs['xmpp:restart'] === '1',
    terminates: attrs['type'] === 'terminate',
    attributes: attrs,
    stanzas: body.getChildElements(),
  }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** Stanzas are text already; attributes that are undefined are left out. */
export function writeBoshBody(attributes: Attributes, stanzas: readonly string[] = []): string {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('')
  const open = `<body xmlns="${Ns.BOSH}"${said}`
  return stanzas.length === 0 ? `${open}/>` : `${open}>${stanzas.join('')}</body>`
}

/** Ends a session, or says that there is none. */
export const boshEnd = (condition?: string, stanzas: readonly string[] = []): string =>
  writeBoshBody({ type: 'terminate', condition }, stanzas)
