/** Whether a process may have as many sockets as a run on the wire needs: better known before it than in the middle of it. */
import { readFileSync } from 'node:fs'
import { count } from '../report/figures.ts'

/** The stream; and as runs with 2,200 busy desktops counted them, two connections for requests, which close when they are idle. */
const LEAST = 1
const BUSY = 3
/** Files, pipes and listening ports of a process itself. */
const OWN = 200

/** Of this process, as of those it starts; undefined where that is not said in the way of Linux. */
export function openFilesMost(read = (): string => readFileSync('/proc/self/limits', 'utf8')): number | undefined {
  try {
    // The soft limit and the hard one: Node raises the first to the second when it starts.
    const [, most] = /^Max open files +\d+ +(\d+|unlimited)/m.exec(read()) ?? []
    return most === undefined || most === 'unlimited' ? undefined : Number(most)
  } catch {
    return undefined
  }
}

export interface FewFiles {
  /** Not even streams alone have room: the run cannot be. */
  readonly isHopeless: boolean
  readonly says: string
}

/** What is wrong, or undefined. Without `workers` one process has both ends of each connection. */
export function tooFewFiles(
  desktops: number,
  workers: number | undefined,
  most = openFilesMost(),
): FewFiles | undefined {
  const ends = workers === undefined ? 2 : 1
  const needed = (each: number) => desktops * each * ends + OWN
  if (most === undefined || needed(BUSY) <= most) return undefined
  const isHopeless = needed(LEAST) > most
  const numbers = [desktops, needed(isHopeless ? LEAST : BUSY), most].map(count)
  const [who, wanted, allowed] = numbers
  const need = isHopeless
    ? `need ${wanted} open sockets and more in one process`
    : `may need ${wanted} open sockets in one process when all are busy`
  const help = workers === undefined ? ', or take --workers 1' : ''
  return {
    isHopeless,
    says: `${who} desktops ${need}, and ${allowed} are allowed here: raise the limit (ulimit -n)${help}`,
  }
}
