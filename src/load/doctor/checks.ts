/** All that the doctor looks at, in this order: later checks build on what earlier ones found. */
import type { Check } from './check.ts'
import { clock } from './clock.ts'
import { cors } from './cors.ts'
import { credentials } from './credentials.ts'
import { dns } from './dns.ts'
import { pair } from './pair.ts'
import { reach } from './reach.ts'
import { release } from './release.ts'
import { service } from './service.ts'
import { tls } from './tls.ts'
import { xmpp } from './xmpp.ts'

export const checks: readonly Check[] = [dns, reach, tls, release, service, clock, credentials, xmpp, cors, pair]
