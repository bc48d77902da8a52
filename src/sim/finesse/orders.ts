/** What an administrator, or somebody who tries things out, does to a Finesse node. */
import { Fact } from '../domain/facts.ts'
import type { Order } from '../domain/fault.ts'
import { isOpen } from './cti-links.ts'
import type { FinesseNode } from './node.ts'

/** `x` of the fact `ctiTest`. */
export const CtiTest = { FAILED: 0, SUCCEEDED: 1, REFUSED: 2 } as const

export function obey(node: FinesseNode, _about: number, { command, touched }: Order): void {
  const { services } = node
  switch (command.what) {
    case 'boot':
      services.boot()
      return
    case 'service':
      if (!services.turn(command.service, command.state)) return
      break
    case 'answer-all':
      services.answerAll = command.status === undefined ? undefined : { status: command.status, touched }
      services.renew()
      return
    case 'pg-maintenance-consent':
      node.cti.maintenance.consents = command.consents
      node.cti.maintenance.consentAfterUs = command.afterUs
      break
    case 'setting': {
      const { name, value } = command
      if (node.settings[name] === value) return
      node.settings = { ...node.settings, [name]: value }
      break
    }
    case 'cti-test-connection':
      node.env.fact(Fact.ctiTest, node.options.number, testConnection(node))
      break
    case 'finesse-maintenance':
      // A refusal is an answer, too.
      node.maintenance.initiate()
      break
    default:
      return
  }
  touched()
}

/**
 * Test Connection of the CTI server settings: refused while the PG is being moved; one side that answers is enough
 * (Administration Guide 15.0(1), Configure Unified CCE CTI Server Settings). Left out: the socket of its own that the
 * test opens; a side that the node has a session with is taken for one that answers.
 */
function testConnection({ cti }: FinesseNode): number {
  if (cti.maintenance.isRunning) return CtiTest.REFUSED
  return cti.links.some(({ running }) => isOpen.has(running.name)) ? CtiTest.SUCCEEDED : CtiTest.FAILED
}
