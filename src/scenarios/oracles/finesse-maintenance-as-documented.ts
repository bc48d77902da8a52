import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { clockText, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { compileMachine } from '../../sim/machines/compile.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import { finesseMaintenance } from '../../sim/machines/finesse-maintenance.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'
import { IN_SERVICE } from './service-status.ts'

const NODES = 2
const NEVER = Number.NEGATIVE_INFINITY
const IN_PROGRESS = compileMachine(finesseMaintenance).stateOf('IN_PROGRESS')
const COMPLETED = compileMachine(finesseMaintenance).stateOf('COMPLETED')
const sessions = compileMachine(desktopSession)
const ABOUT_TO_MOVE = sessions.stateOf('ABOUT_TO_MOVE')
const LOADING = sessions.stateOf('LOADING')
/** CTI protocol from which on the PG keeps an agent's state through a move. */
const CTI_KEEPS_STATE = 24
const LATE_US: Micros = 5 * SECOND

/** Source: Cisco Finesse Administration Guide 15.0(1), "Finesse Maintenance Mode"; 12.6(1), "Perform Routine Maintenance". */
export const finesseMaintenanceAsDocumented: Oracle = {
  name: 'Finesse maintenance goes by its conditions',
  says: 'Maintenance needs the other node in service, and not in maintenance itself, ends at its longest time, and nobody it moves is forced out or has the state changed by a PG that keeps it.',
  behaviours: ['FMM-03', 'FMM-05', 'FMM-08', 'FMM-09', 'FMM-10', 'FMM-11'],
  watch(watch) {
    const { users, finesseOf, workload, directory } = watch
    const profile = releaseProfile(workload.release)
    const { maxMMTimeSec, migrationNotReadyReasonCode } = workload.settings
    const keepsState = releaseProfile(workload.topology.pgRelease ?? workload.release).ctiVersion >= CTI_KEEPS_STATE
    // Of a node that is gone without a word the other one knows when its keep-alives are missed.
    const noticedUs = (profile.ctiMissedHeartbeats + 1) * profile.ctiHeartbeatUs + SETTLED_US
    const outSince = new Float64Array(NODES)
    const state = new Int8Array(NODES)
    const since = new Float64Array(NODES).fill(NEVER)
    const session = new Int8Array(users).fill(-1)
    const node = new Int8Array(users)
    /** Node that a user was moved away from, until seen there again. */
    const movedFrom = new Int8Array(users)

    const judgeRun = (number: number, at: Micros): void => {
      const other = 2 - number
      const began = since[number - 1]!
      if (state[number - 1] !== IN_PROGRESS) return
      if (at - began > maxMMTimeSec * SECOND + LATE_US) {
        watch.violate(at, `finesse ${number}`, `was in maintenance for longer than ${maxMMTimeSec} s`)
      }
      if (at - Math.max(began, outSince[other]!) > noticedUs) {
        const why = `went on with maintenance, though the other node is out of service since ${clockText(outSince[other]!)}`
        watch.violate(at, `finesse ${number}`, why)
      }
    }
    watch.on(Fact.finesseStatus, (at, _about, status, _side, where) => {
      const one = finesseOf[where]!
      if (one < 0) return
      if (status !== IN_SERVICE) outSince[one] = Math.min(at, outSince[one]!)
      else if (outSince[one] !== Number.POSITIVE_INFINITY) {
        judgeRun(2 - one, at)
        outSince[one] = Number.POSITIVE_INFINITY
      }
    })
    watch.on(Fact.maintenance, (at, number, next) => {
      if (number === 0) return
      judgeRun(number, at)
      const other = 2 - number
      const began = next === IN_PROGRESS && state[number - 1] !== IN_PROGRESS
      state[number - 1] = next
      since[number - 1] = at
      if (!began) return
      watch.judged++
      if (at - outSince[other]! > noticedUs) {
        const why = `begins maintenance, though the other node is out of service since ${clockText(outSince[other]!)}`
        watch.violate(at, `finesse ${number}`, why)
      }
      const isBusy = state[other] === IN_PROGRESS || state[other] === COMPLETED
      if (isBusy && at - since[other]! > SETTLED_US) {
        watch.violate(at, `finesse ${number}`, 'begins maintenance while the other node is in it')
      }
    })
    watch.on(Fact.desktopSession, (_at, user, next, number) => {
      if (session[user] === ABOUT_TO_MOVE && next === LOADING) movedFrom[user] = node[user]!
      session[user] = next
      node[user] = number
    })
    watch.on(Fact.presence, (_at, user, available, _y, where) => {
      if (available === 1 && movedFrom[user] === finesseOf[where]! + 1) movedFrom[user] = 0
    })
    watch.on(Fact.forcedLogout, (at, user, number) => {
      if (movedFrom[user] !== number) return
      watch.violate(at, watch.user(user), `was moved for maintenance, and is forced out by Finesse ${number}`)
    })
    watch.on(Fact.truthAgentState, (at, agent, next, reason) => {
      if (!keepsState || next !== AgentState.NOT_READY || reason !== migrationNotReadyReasonCode) return
      if (directory.users[agent]!.client === 'ip-phone') return
      const why = `is Not Ready with ${reason} after a move, though the PG keeps states`
      watch.violate(at, watch.user(agent), why)
    })
    return (now) => {
      for (let number = 1; number <= NODES; number++) judgeRun(number, now)
    }
  },
}
