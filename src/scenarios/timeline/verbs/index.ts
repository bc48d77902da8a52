/** Every verb of a fault. A new one is an export beside these and a line in the list. */
import type { Verb } from '../verb.ts'
import * as browsers from './browsers.ts'
import * as processes from './processes.ts'
import * as servers from './servers.ts'
import * as states from './states.ts'
import * as troubles from './troubles.ts'

const list = [
  processes.stop,
  processes.crash,
  processes.restart,
  processes.hang,
  processes.slow,
  states.configuring,
  states.mismatch,
  states.congest,
  states.reskill,
  states.changeExtension,
  states.duplicateExtension,
  states.secondLine,
  states.offHook,
  states.breakLine,
  states.set,
  troubles.cut,
  troubles.deaf,
  troubles.lose,
  troubles.delay,
  troubles.reset,
  troubles.block,
  troubles.drop,
  servers.refuse,
  servers.maintenance,
  servers.testConnection,
  browsers.close,
  browsers.browserCrash,
  browsers.sleep,
  browsers.back,
  browsers.refresh,
  browsers.open,
  browsers.expireToken,
  browsers.glitch,
  browsers.slowLink,
  browsers.distrust,
] as const

export type VerbName = (typeof list)[number]['do']

/** Each has keys of its own; whoever goes through them all hands each only what its own schema has read. */
export const verbs = list as unknown as readonly Verb[]
