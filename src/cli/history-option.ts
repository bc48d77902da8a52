/** `--history`: where the runs of a command are added to, when that is asked for; nothing is remembered otherwise. */
import { join } from 'node:path'

/** `true` stands for history.db in the folder of reports. */
export function historyFile(asked: true | string, out: string): string {
  return asked === true ? join(out, 'history.db') : asked
}
