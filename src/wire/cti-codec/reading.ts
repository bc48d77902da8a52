/** What reading a message needs, and what all call events are read into. */
import type { CallEvent } from '../../sim/domain/cti.ts'
import { OUTSIDE } from '../../sim/domain/voice.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { floatValue } from '../ged188/floats.ts'
import type { Float, TagName } from '../ged188/tags.ts'
import { Cause } from './call-fields.ts'
import type { KnownCall } from './call-table.ts'
import type { Decoded } from './decoded.ts'
import { type CtiNames, queueOf } from './names.ts'
import { fromWire } from './text.ts'

export class Reading {
  readonly names: CtiNames
  readonly now: () => Micros
  /** Queue index by number of the contact, from pre-call events until the call begins. */
  readonly announced = new Map<number, number>()

  constructor(names: CtiNames, now: () => Micros) {
    this.names = names
    this.now = now
  }

  queueOf(skillGroup: number): number {
    return queueOf(this.names, skillGroup)
  }
}

/** Causes that only explain a message to its reader; the simulated world has none then. */
const explaining: readonly number[] = [Cause.CONFERENCE, Cause.TRANSFER, Cause.MONITOR, Cause.BARGE_IN]

/** The event that the world has for a call as it is known now. */
export function eventOf(
  kind: number,
  known: KnownCall,
  rest: { readonly device: number; readonly cause?: number; readonly by?: number; readonly other?: number },
): Decoded {
  const { call, type, parties, from, to, contact, data, startedAt } = known
  const { device, by = OUTSIDE, other = known.other, cause = Cause.NONE } = rest
  const body: CallEvent = {
    call,
    type,
    device,
    parties,
    from,
    to,
    contact,
    data,
    other,
    by,
    cause: explaining.includes(cause) ? Cause.NONE : cause,
    startedAt,
  }
  return { kind, about: call, body }
}

type NumberTag = Extract<TagName, `${string}DeviceID` | 'ANI' | 'DNIS' | 'DialedNumber' | 'AgentInstrument'>

/** A number of a device. */
export function text(floats: readonly Float[], tag: NumberTag): string | undefined {
  const value = floatValue(floats, tag)
  return value === undefined ? undefined : fromWire(value)
}
