/** The process of one generator: the desktops of its shard, as clients of servers that it knows by their addresses alone. */
import { createContactCenter } from '../../sim/contact-center.ts'
import { createDirectory } from '../../sim/domain/directory.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { createNames } from '../../wire/finesse-xml/names.ts'
import type { Tokens } from '../clients/browser.ts'
import { Gate } from '../clients/gate.ts'
import { nodeLines } from '../clients/node-lines.ts'
import { trust } from '../clients/trust.ts'
import { Pace } from '../pace.ts'
import { pinging } from '../pinging.ts'
import { type BuildOptions, type Built, Member } from './member.ts'
import type { Said, Told } from './words.ts'

async function build(options: BuildOptions): Promise<Built> {
  const { assignment, pace: paceOptions, elsewhere, takesAct, created, failed } = options
  const { seed, speed } = assignment
  const workload = pinging(assignment.workload)
  const directory = createDirectory(workload.topology)
  const gates: Gate[] = []
  const center = createContactCenter(workload, seed, {
    elsewhere,
    takesAct,
    standIn: (kernel, number) => {
      const gate = new Gate(kernel.node(`browsers at finesse ${number}`), directory)
      gates.push(gate)
      return gate
    },
  })
  created(center)
  const pace = new Pace(center.kernel, { ...paceOptions, speed, failed })
  return {
    center,
    pace,
    open({ nodes, addresses, epochMs, certificate }) {
      trust({ ca: certificate })
      const profile = releaseProfile(workload.release)
      const names = createNames({ center: { workload, directory, profile }, epochMs, nodes: addresses })
      const tokens: Tokens = new Map()
      for (const [index, gate] of gates.entries()) {
        const doors = nodes[index]!
        gate.open({ names, doorsOf: () => doors, lines: nodeLines, tokens, enter: (act) => pace.enter(act) })
      }
    },
    close() {
      for (const gate of gates) gate.close()
    },
  }
}

const [, , name = 'generator'] = process.argv
const member = new Member(name, build, (said: Said) => void process.send?.(said))
process.on('message', (told: Told) => member.told(told))
process.on('disconnect', () => process.exit())
