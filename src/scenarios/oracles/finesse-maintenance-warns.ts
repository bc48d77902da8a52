import { Fact } from '../../sim/domain/facts.ts'
import { Notice } from '../../sim/domain/notices.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import type { Oracle } from './oracle.ts'
import { RUSH_US, Rush } from './rush.ts'

const sessions = Object.keys(desktopSession.states)
const ABOUT_TO_MOVE = sessions.indexOf('ABOUT_TO_MOVE')
const LOADING = sessions.indexOf('LOADING')
const USABLE = sessions.indexOf('USABLE')
const reloading = new Set(['LOADING', 'CONNECTING', 'SIGNING_IN', 'USABLE'].map((name) => sessions.indexOf(name)))
const NEVER = Number.NEGATIVE_INFINITY
/** The event goes to the gadgets so long before the reload; messages take their time. */
const EVENT_BEFORE_US = 15 * SECOND
const SLACK_US = SECOND
const RELOAD_MOST_US = 15 * SECOND

/** Source: Cisco Finesse Administration Guide 15.0(1), "Finesse Maintenance Mode". */
export const finesseMaintenanceWarns: Oracle = {
  name: 'Finesse maintenance warns before it moves anybody',
  says: 'A desktop that is moved for maintenance was warned early, and again with an event 15 s before its reload, and is usable 15 s after it; many are not moved at once.',
  behaviours: ['FMM-03', 'FMM-04'],
  watch(watch) {
    const soon = new Float64Array(watch.users).fill(NEVER)
    const shortly = new Float64Array(watch.users).fill(NEVER)
    const sessionState = new Int8Array(watch.users).fill(-1)
    const reloads = new Float64Array(watch.users).fill(NEVER)
    const profile = releaseProfile(watch.workload.release)
    const { maxMMTimeSec } = watch.workload.settings
    const aroundUs = profile.maintenanceNoticeUs + profile.maintenanceWarningUs + 2 * profile.reloadUsMax
    // Where time is short, everybody has to be quicker.
    const spanUs = Math.max(SECOND, maxMMTimeSec * SECOND - aroundUs)
    const moves = new Rush(Math.max(profile.maintenanceMovesPerSecond, (watch.users * SECOND) / spanUs))

    watch.on(Fact.notice, (at, user, notice) => {
      if (notice === Notice['maintenance-soon']) soon[user] = at
      else if (notice === Notice['maintenance-now']) shortly[user] = at
    })
    watch.on(Fact.desktopSession, (at, user, state) => {
      const before = sessionState[user]!
      sessionState[user] = state
      if (state === USABLE && reloads[user] !== NEVER) {
        const tookUs = at - reloads[user]!
        reloads[user] = NEVER
        if (tookUs > RELOAD_MOST_US) {
          watch.violate(at, watch.user(user), `the reload for maintenance took ${tookUs / SECOND} s`)
        }
      }
      // Whose new server is lost as well takes longer.
      if (!reloading.has(state)) reloads[user] = NEVER
      if (before !== ABOUT_TO_MOVE || state !== LOADING) return
      watch.judged++
      reloads[user] = at
      moves.add(at)
      if (soon[user] === NEVER) watch.violate(at, watch.user(user), 'is moved for maintenance without an early warning')
      const lead = at - shortly[user]!
      if (shortly[user] === NEVER)
        watch.violate(at, watch.user(user), 'is moved for maintenance without the second alert')
      else if (Math.abs(lead - EVENT_BEFORE_US) > SLACK_US) {
        watch.violate(at, watch.user(user), `is moved ${lead / SECOND} s after the event that announces 15 s`)
      }
      soon[user] = NEVER
      shortly[user] = NEVER
    })
    return (now) => {
      if (moves.most <= moves.fair) return
      const why = `were moved in ${RUSH_US / SECOND} s, and ${moves.fair} are enough if moves are spread`
      watch.violate(now, `${moves.most} desktops`, why)
    }
  },
}
