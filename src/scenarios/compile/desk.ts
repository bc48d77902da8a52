import type { PhoneHabits } from '../../sim/domain/phone-habits.ts'
import type { Desk, OwnCalls, Supervision, WrapUpMode } from '../../sim/domain/workload.ts'
import { LIMITS } from '../limits.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'
import type { ScenarioSpec } from '../schema.ts'
import { checkReason } from './reasons.ts'

type DeskSpec = ScenarioSpec['desk']

const USUAL_WRAP_UP = { kind: 'exponential', meanUs: 15_000_000 } as const

const MODES: Readonly<Record<DeskSpec['wrapUp']['mode'], WrapUpMode>> = {
  required: 'REQUIRED',
  optional: 'OPTIONAL',
  'not-allowed': 'NOT_ALLOWED',
  'required-with-data': 'REQUIRED_WITH_WRAP_UP_DATA',
}

export function compileDesk(spec: DeskSpec, report: Report): Desk {
  const pending = ['desk', 'handling', 'pendingNotReady', 'reason']
  checkReason(spec.handling.pendingNotReady.reason, 'NOT_READY', pending, report)
  return {
    answer: spec.answer,
    ringOut: spec.ringOut,
    backAfterRingOut: spec.backAfterRingOut,
    ringNoAnswerUs: spec.ringNoAnswer,
    readyAfterSignIn: spec.readyAfterSignIn,
    ...compileWrapUp(spec.wrapUp, report),
    load: spec.load as 0 | 1,
    ...(spec.inactivity === undefined ? {} : { inactivityUs: spec.inactivity }),
    ...(spec.secondLine === 'counts' ? { secondLineCounts: true } : {}),
    agentHangsUp: spec.agentHangsUp,
    home: spec.home,
    handling: spec.handling,
    phone: compilePhone(spec.phone),
    ...(spec.wrongPassword === undefined ? {} : { wrongPassword: spec.wrongPassword }),
    sso: compileSso(spec.sso, report),
    outbound: compileOwnCalls(spec.outbound, ['desk', 'outbound'], report),
    agentToAgent: compileOwnCalls(spec.agentToAgent, ['desk', 'agentToAgent'], report),
  }
}

function compilePhone({ otherService, otherScreen, ...rest }: DeskSpec['phone']): PhoneHabits {
  return { otherService: otherService === 'none' ? undefined : otherService, otherScreen, ...rest }
}

function compileSso(spec: DeskSpec['sso'], report: Report): Desk['sso'] {
  if (spec === undefined) return undefined
  if (spec.refreshToken < spec.accessToken) {
    report(['desk', 'sso', 'refreshToken'], 'must not be shorter than that of the access token, which it renews')
  }
  return { accessTokenUs: spec.accessToken, refreshTokenUs: spec.refreshToken, share: spec.share }
}

function compileWrapUp({ on, mode, mean, time, chosen, timer }: DeskSpec['wrapUp'], report: Report) {
  const path = ['desk', 'wrapUp']
  if (mean !== undefined && time !== undefined) {
    report([...path, 'mean'], 'is there beside "time"; keep one of the two')
  }
  if (mean === 0) report([...path, 'mean'], 'must be longer than nothing; for no wrap-up write "on: none"')
  if (timer < LIMITS.workTimerUsMin || timer > LIMITS.workTimerUsMax) {
    report([...path, 'timer'], 'must be from 1s to 2h, as in the desk settings')
  }
  const usual = mean === undefined ? USUAL_WRAP_UP : ({ kind: 'exponential', meanUs: mean } as const)
  const modeOn = (side: 'incoming' | 'outgoing') => (on === side || on === 'both' ? MODES[mode] : 'NOT_ALLOWED')
  return {
    wrapUpOnIncoming: modeOn('incoming'),
    wrapUpOnOutgoing: modeOn('outgoing'),
    wrapUp: time ?? usual,
    wrapUpChosen: chosen,
    workTimerUs: timer,
  }
}

function compileOwnCalls({ rate, talk, busy, noAnswer }: DeskSpec['outbound'], path: Path, report: Report): OwnCalls {
  if (!rate.perAgent && rate.perHour > 0) {
    report([...path, 'rate'], 'is not per agent; write it like 2/agent/h')
  }
  if (busy + noAnswer > 1) report([...path, 'busy'], 'and "noAnswer" add up to more than 100%')
  return { perAgentHour: rate.perHour, talk, busy, noAnswer }
}

export function compileSupervision(
  spec: ScenarioSpec['supervision'],
  supervisors: number | undefined,
  report: Report,
): Supervision {
  if (supervisors === 0 && spec.acts.length > 0) {
    report(['supervision', 'acts'], 'need supervisors; say how many with "topology.supervisors"')
  }
  for (const [index, { act, every }] of spec.acts.entries()) {
    const never = every.kind === 'uniform' ? every.maxUs === 0 : every.meanUs === 0
    if (never)
      report(['supervision', 'acts', index, 'every'], `must be longer than nothing, or "${act}" would never end`)
  }
  return spec
}
