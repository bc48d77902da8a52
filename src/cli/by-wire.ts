/** Codec mode of a whole contact center: REST, notifications and CTI cross their links as the bytes of the wire. */
import type { ContactCenter } from '../sim/contact-center.ts'
import { carryCtiByWire } from '../wire/cti-codec/codec-mode.ts'
import { createCtiNames } from '../wire/cti-codec/names.ts'
import { createFinesseCodec } from '../wire/finesse-codec.ts'
import { createNames } from '../wire/finesse-xml/names.ts'

/** The same moment in every run: what crosses a link must not depend on the day. */
const EPOCH_MS = Date.UTC(2026, 0, 5)

export function byWire(center: ContactCenter): void {
  center.kernel.codec = createFinesseCodec(createNames({ center, epochMs: EPOCH_MS }))
  carryCtiByWire(center, createCtiNames({ center, epochMs: EPOCH_MS }))
}
