/**
 * How far the clocks are apart: ours, that of the web server (the Date header, whole seconds) and that of Finesse
 * (SystemInfo). Times of events are compared with ours, and certificates are judged by it.
 */
import { isoMoment } from '../../wire/time-text.ts'
import { childText } from '../../wire/xml/parse.ts'
import { type Check, fine, perNode, problem, type SystemInfo, skipped, warning } from './check.ts'

const NOTICED_MS = 2_000
const TOO_MUCH_MS = 60_000

export const clock: Check = {
  name: 'clock',
  says: 'The clock of each node, by the Date header and by SystemInfo, and ours agree.',
  run: (examination) =>
    perNode(examination, ({ info }, subject) => {
      if (info === undefined) return [skipped(subject, 'there is no SystemInfo')]
      return ahead(info).map(([whose, ms]) => {
        const apart = Math.abs(ms)
        if (apart <= NOTICED_MS) return fine(subject, `${whose}: within ${NOTICED_MS / 1000} s of ours`)
        const says = `${whose} is ${lengthText(apart)} ${ms > 0 ? 'ahead of' : 'behind'} ours`
        const advice = 'Have both follow the same NTP servers; times in reports are off by so much until then.'
        return apart > TOO_MUCH_MS ? problem(subject, says, advice) : warning(subject, says, advice)
      })
    }),
}

/** Whose clock is how many milliseconds ahead of ours, at least: the answer was on its way for a while. */
function ahead({ xml, date, askedMs, answeredMs }: SystemInfo): readonly (readonly [string, number])[] {
  const between = (earliest: number, latest: number): number =>
    earliest > answeredMs ? earliest - answeredMs : latest < askedMs ? latest - askedMs : 0
  const header = date === undefined ? Number.NaN : Date.parse(date)
  const timestamp = isoMoment(childText(xml, 'currentTimestamp') ?? '') ?? Number.NaN
  return [
    ...(Number.isNaN(header) ? [] : [['the clock of its web server', between(header, header + 999)] as const]),
    ...(Number.isNaN(timestamp) ? [] : [['the clock of Finesse', between(timestamp, timestamp)] as const]),
  ]
}

function lengthText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
