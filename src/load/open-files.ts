/** Whether a process may have as many sockets as a run on the wire needs: better known before it than in the middle of it. */
import { readFileSync } from 'node:fs'

/** As runs with 2,200 desktops counted them: two connections for requests and the stream. */
const SOCKETS_A_DESKTOP = 3
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

/** In words what is wrong, or undefined. Without `workers` one process has both ends of each connection. */
export function tooFewFiles(desktops: number, workers: number | undefined, most = openFilesMost()): string | undefined {
  const ends = workers === undefined ? 2 : 1
  const needed = desktops * SOCKETS_A_DESKTOP * ends + OWN
  if (most === undefined || needed <= most) return undefined
  const [wanted, allowed, who] = [needed, most, desktops].map((one) => one.toLocaleString('en'))
  const help =
    workers === undefined ? 'raise the limit (ulimit -n), or take --workers 1' : 'raise the limit (ulimit -n)'
  return `${who} desktops need some ${wanted} open sockets in one process, and ${allowed} are allowed here: ${help}`
}
