/** Whether a node serves: it has CTI, its agents, and no maintenance. */
import { childText } from '../../wire/xml/parse.ts'
import { type Check, fine, type Observation, perNode, problem, skipped, warning } from './check.ts'

export const service: Check = {
  name: 'service',
  says: 'Each node is IN_SERVICE, hears its CTI server, and is in no maintenance.',
  run: (examination) =>
    perNode(examination, ({ info }, subject) => {
      if (info === undefined) return [skipped(subject, 'there is no SystemInfo')]
      const { xml } = info
      const status = childText(xml, 'status') ?? 'nothing'
      const reason = childText(xml, 'statusReason') ?? ''
      const found: Observation[] = []
      if (status === 'IN_SERVICE') found.push(fine(subject, status))
      else {
        const advice = 'See its CTI server settings and whether the CTI server, the PG and the AWDB are up.'
        found.push(problem(subject, reason === '' ? status : `${status}: ${reason}`, advice))
      }
      if (childText(xml, 'lastCTIHeartbeatStatus') === 'failure') {
        found.push(
          warning(subject, 'the last heartbeat of its CTI server failed', 'Look at the PG and the network to it.'),
        )
      }
      for (const [name, what] of [
        ['finesseMMode', 'the node'],
        ['ctiMMode', 'its CTI server'],
      ] as const) {
        const mode = childText(xml, name) ?? ''
        if (mode !== '') found.push(warning(subject, `${what} is in maintenance (${mode})`, 'Wait for its end.'))
      }
      return found
    }),
}
