/**
 * Which pages may call: those of the other node, which the desktop asks when it looks for a server, and those of
 * elsewhere, such as gadgets under development (Fetch Standard; developer.cisco.com (Finesse): FAQs).
 */
import type { TargetNode } from '../target/target.ts'
import { type Check, type Examination, fine, perNode, skipped, warning } from './check.ts'
import { errorText } from './network-error.ts'

const ELSEWHERE = 'https://gadgets.example'
const PATH = '/finesse/api/SystemInfo'

export const cors: Check = {
  name: 'pages',
  says: 'Pages of the other node may call (CORS); whether those of elsewhere may is told.',
  run: (examination) =>
    perNode(examination, async ({ node, info }, subject) => {
      if (info === undefined) return [skipped(subject, 'there is no SystemInfo')]
      try {
        const elsewhere = (await mayCall(examination, node, ELSEWHERE))
          ? fine(subject, 'pages of any origin may call')
          : fine(subject, 'pages of other origins may not call; "utils finesse cors enable_all" would allow it')
        const other = examination.target.nodes.find((one) => one !== node)
        if (other === undefined) return [elsewhere]
        const origin = `https://${other.host}:${other.ports.https}`
        if (await mayCall(examination, node, origin)) return [elsewhere]
        const advice =
          'A browser desktop that lost its server cannot ask here; clients that are no browsers do not mind.'
        return [elsewhere, warning(subject, `pages of ${origin} may not call`, advice)]
      } catch (error) {
        return [warning(subject, `the question of a browser (OPTIONS) was not answered: ${errorText(error)}`)]
      }
    }),
}

async function mayCall({ rash }: Examination, node: TargetNode, origin: string): Promise<boolean> {
  const headers = {
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization,content-type',
  }
  const answer = await rash.ask({ node, method: 'OPTIONS', path: PATH, headers })
  const allowed = answer.headers['access-control-allow-origin']
  return allowed === '*' || allowed === origin
}
