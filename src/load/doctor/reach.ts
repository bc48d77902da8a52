/** Whether somebody listens on the ports that the release has, or the file names. */
import { connect } from 'node:net'
import { doors, speechOf } from '../serve/doors.ts'
import { type TargetDoor, targetDoors } from '../target/target.ts'
import {
  type Check,
  type Examination,
  fine,
  type Observation,
  type Patient,
  perNode,
  problem,
  skipped,
  subjectOf,
  warning,
} from './check.ts'
import { errorText } from './network-error.ts'

export const reach: Check = {
  name: 'ports',
  says: 'Somebody listens on each port that the release has, or the file names.',
  run: (examination) =>
    perNode(examination, async (patient, subject) => {
      if (patient.addresses.length === 0) return [skipped(subject, 'its name leads nowhere')]
      const those = targetDoors.filter((door) => patient.node.ports[door] !== undefined)
      return await Promise.all(those.map((door) => knock(examination, patient, door)))
    }),
}

async function knock({ guard, target }: Examination, patient: Patient, door: TargetDoor): Promise<Observation> {
  const { host, ports } = patient.node
  const port = ports[door]!
  const subject = subjectOf(patient, door)
  await guard.stream({ host, port })
  try {
    await reached(patient.addresses[0]!, port, target.limits.patienceMs)
    patient.open.add(door)
    return fine(subject, `open: ${doors[door].says}`)
  } catch (error) {
    const says = `${errorText(error)} (${doors[door].says})`
    const { notificationsOnHttps } = speechOf(target.release)
    const isNeeded = door === 'https' || (door === 'notification' && !notificationsOnHttps)
    const advice = 'Is the node up, the port the right one, and the firewall open for this machine?'
    if (isNeeded) return problem(subject, says, advice)
    const how = doors[door].opensBy === '' ? '' : ` On the node, "${doors[door].opensBy}" opens it.`
    return warning(subject, says, `Desktops of ${target.release} can do without.${how}`)
  }
}

function reached(host: string, port: number, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const late = setTimeout(() => socket.destroy(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })), ms)
    socket.on('error', reject)
    socket.on('close', () => clearTimeout(late))
    socket.on('connect', () => {
      socket.destroy()
      resolve()
    })
  })
}
