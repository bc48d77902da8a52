/** The process of one generator: the desktops of its shard, as clients of servers that it knows by their addresses alone. */
import { createContactCenter } from '../../sim/contact-center.ts'
import { createDirectory } from '../../sim/domain/directory.ts'
import { Gates } from '../clients/gates.ts'
import { nodeLines } from '../clients/node-lines.ts'
import { trust } from '../clients/trust.ts'
import { Pace } from '../pace.ts'
import { pinging } from '../pinging.ts'
import { type BuildOptions, type Built, Member } from './member.ts'
import { type Told, toParent } from './words.ts'

async function build(options: BuildOptions): Promise<Built> {
  const { assignment, pace: paceOptions, elsewhere, takesAct, created, failed } = options
  const { seed, speed } = assignment
  const workload = pinging(assignment.workload)
  const gates = new Gates(createDirectory(workload.topology))
  const center = createContactCenter(workload, seed, {
    elsewhere,
    takesAct,
    standIn: gates.standIn,
  })
  created(center)
  const pace = new Pace(center.kernel, { ...paceOptions, speed, failed })
  return {
    center,
    pace,
    open({ nodes, addresses, epochMs, certificate }) {
      trust({ ca: certificate })
      const enter = (act: () => void): void => pace.enter(act)
      gates.open({ workload, epochMs, nodes: addresses, doors: nodes, lines: nodeLines, enter })
    },
    close: () => gates.close(),
  }
}

const [, , name = 'generator'] = process.argv
const member = new Member(name, build, toParent)
process.on('message', (told: Told) => member.told(told))
process.on('disconnect', () => process.exit())
