import { Fact } from '../../sim/domain/facts.ts'
import type { Act, Deed } from '../../sim/domain/fault.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { clockText, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { ctiLink } from '../../sim/machines/cti-link.ts'
import type { Oracle } from './oracle.ts'

const NODES = 2
const SIDES = 2
const CLOSED = -1
const SLACK_US: Micros = 2 * SECOND
const states = Object.keys(ctiLink.states)
/** With a session, in which heartbeats go back and forth. */
const open = new Set(['CONFIGURING', 'SNAPSHOTTING', 'UP', 'STANDBY'].map((name) => states.indexOf(name)))

interface Silence {
  readonly pair: number
  readonly from: Micros
  readonly until: Micros
}

/** Source: Cisco Finesse Administration Guide 15.0(1), "CTI Failover". */
export const silentCtiLinksEnd: Oracle = {
  name: 'silent CTI links end',
  says: 'A CTI link that no heartbeat is answered by any more is given up after three that were missed.',
  behaviours: ['CTI-01'],
  watch(watch) {
    const { ctiHeartbeatUs, ctiMissedHeartbeats } = releaseProfile(watch.workload.release)
    const longestUs = (ctiMissedHeartbeats + 1) * ctiHeartbeatUs + SLACK_US
    const silences = silencesOf(watch.workload.faults).filter(({ from, until }) => until - from > longestUs)
    if (silences.length === 0) return undefined
    const openSince = new Float64Array(NODES * SIDES).fill(CLOSED)

    const closed = (pair: number, at: Micros): void => {
      const since = openSince[pair]!
      openSince[pair] = CLOSED
      if (since === CLOSED) return
      for (const silence of silences) {
        if (silence.pair !== pair || since > silence.from || at <= silence.from) continue
        watch.judged++
        if (at - silence.from <= longestUs) continue
        const link = `its link to CTI server ${'AB'[pair % SIDES]}, silent since ${clockText(silence.from)}`
        watch.violate(at, `finesse ${Math.floor(pair / SIDES) + 1}`, `kept ${link}`)
      }
    }
    watch.on(Fact.ctiLink, (at, node, side, state) => {
      const pair = (node - 1) * SIDES + side
      if (!open.has(state)) closed(pair, at)
      else if (openSince[pair] === CLOSED) openSince[pair] = at
    })
    return (now) => {
      for (let pair = 0; pair < NODES * SIDES; pair++) closed(pair, now)
    }
  },
}

/** When a link is silent by the timeline, where nothing is done to the node meanwhile that would explain more. */
function silencesOf(faults: readonly Act[]): readonly Silence[] {
  return faults.flatMap((act) => {
    if (act.repairs || act.jitter !== undefined) return []
    const until = faults.find(({ repairs, entry, sinceUs }) => repairs && entry === act.entry && sinceUs === act.atUs)
    return pairsOf(act.deed)
      .filter((pair) => !faults.some(({ deed }) => concerns(deed, Math.floor(pair / SIDES))))
      .map((pair) => ({ pair, from: act.atUs, until: until?.atUs ?? Number.POSITIVE_INFINITY }))
  })
}

const concerns = (deed: Deed, node: number): boolean =>
  deed.kind === 'choose' ||
  ('node' in deed && deed.node === `finesse ${node + 1}`) ||
  (deed.kind === 'command' && deed.to === `finesse ${node + 1}` && deed.command.what === 'service')

/** Nodes and sides that hear nothing of one another by it: `node * SIDES + side`. */
function pairsOf(deed: Deed): readonly number[] {
  const nodes = Array.from({ length: NODES }, (_, node) => node)
  const sides = Array.from({ length: SIDES }, (_, side) => side)
  const all = nodes.flatMap((node) => sides.map((side) => ({ node, side })))
  const isServer = (place: unknown, side: number) => place === `cti ${'AB'[side]}`
  const isFinesse = (place: unknown, node: number) => place === `finesse ${node + 1}`
  const hit = all.filter(({ node, side }) => {
    if (deed.kind === 'hang' || (deed.kind === 'end' && deed.silent)) return isServer(deed.node, side)
    if (deed.kind !== 'trouble' || deed.trouble.cut !== true) return false
    return (
      (isServer(deed.from, side) && isFinesse(deed.to, node)) || (isFinesse(deed.from, node) && isServer(deed.to, side))
    )
  })
  return hit.map(({ node, side }) => node * SIDES + side)
}
