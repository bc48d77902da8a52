/**
 * Faults of the timeline that could explain what an oracle is about to complain of. An oracle that is exact only while
 * nothing else is wrong asks here whether anything else was.
 */
import { Fact } from '../../sim/domain/facts.ts'
import type { Act, Command, Deed } from '../../sim/domain/fault.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Watch } from './oracle.ts'

/** Orders that are done once they are carried out, whether or not anything undoes them later. */
const passing: ReadonlySet<Command['what']> = new Set([
  'boot',
  'skill-change',
  'extension-change',
  'device-conflict',
  'pg-maintenance',
  'finesse-maintenance',
  'off-hook',
  'cti-test-connection',
  'setting',
  'desktop',
])

/** Whether it goes on until it is undone; other deeds without a repair are over when they are done. */
function lasts(deed: Deed): boolean {
  if (deed.kind === 'command') return !passing.has(deed.command.what)
  if (deed.kind === 'choose') return deed.among.flat().some(lasts)
  return deed.kind === 'end' || deed.kind === 'hang' || deed.kind === 'trouble' || deed.kind === 'drag'
}

/** `start` and `heal` are entries of their own, and no repairs as such. */
const mends = ({ repairs, sinceUs }: Act): boolean => !repairs && sinceUs !== undefined

function undoes(by: Deed, done: Deed): boolean {
  if (by.kind === 'settle') return done.kind === 'trouble' && done.name === by.name
  if (by.kind === 'start') return done.kind === 'end' && done.node === by.node
  if (by.kind === 'resume') return done.kind === 'hang' && done.node === by.node
  if (by.kind === 'drag') return done.kind === 'drag' && done.node === by.node
  if (by.kind !== 'command' || done.kind !== 'command') return by.kind === 'choose' && done.kind === 'choose'
  return done.to === by.to && done.command.what === by.command.what
}

/** Whether a fault is one of the processes or links of such a place (`awdb`, `cti`). */
export function isAt(deed: Deed, place: string): boolean {
  const places = [...('node' in deed ? [deed.node] : []), ...('from' in deed ? [deed.from, deed.to] : [])]
  return places.some((one) => typeof one === 'string' && one.startsWith(place))
}

/** Whether it leaves what runs there running and still unheard, or heard late. */
export function muffles(deed: Deed, place: string): boolean {
  const kinds: readonly string[] = ['trouble', 'reset', 'hang', 'drag']
  return kinds.includes(deed.kind) && isAt(deed, place)
}

export class OtherFaults {
  /** When one began or ended last. */
  last: Micros = Number.NEGATIVE_INFINITY
  /** Deeds of each entry that go on. */
  readonly #open = new Map<number, number>()

  /** All faults but those that `excuses` says nothing is excused by. */
  constructor(watch: Watch, excuses: (deed: Deed) => boolean = () => true) {
    const { faults } = watch.workload
    const others = new Set(faults.filter(({ deed }) => excuses(deed)).map(({ entry }) => entry))
    const begun = faults.filter((act) => !act.repairs && !mends(act))
    const lasting = new Set(
      [...begun.filter(({ deed }) => lasts(deed)), ...faults.filter(({ repairs }) => repairs)].map(
        ({ entry }) => entry,
      ),
    )
    /** Entries that an entry mends. */
    const mended = new Map<number, number[]>()
    for (const mend of faults.filter(mends)) {
      const over = begun.filter(({ atUs, deed }) => atUs === mend.sinceUs && undoes(mend.deed, deed))
      mended.set(mend.entry, [...(mended.get(mend.entry) ?? []), ...over.map(({ entry }) => entry)])
    }
    watch.on(Fact.fault, (at, entry, begins) => {
      if (!others.has(entry)) return
      this.last = at
      for (const over of mended.get(entry) ?? []) this.#open.delete(over)
      if (!lasting.has(entry)) return
      const now = (this.#open.get(entry) ?? 0) + (begins === 1 ? 1 : -1)
      if (now > 0) this.#open.set(entry, now)
      else this.#open.delete(entry)
    })
  }

  get goOn(): boolean {
    return this.#open.size > 0
  }

  /** Whether one goes on, or began or ended at `at` or later. */
  since(at: Micros): boolean {
    return this.goOn || this.last >= at
  }
}
