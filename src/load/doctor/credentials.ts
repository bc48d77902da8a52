/**
 * Whether each listed user's password is taken. One try a user, and three refusals in a row end it: five wrong ones in a
 * row lock a user for five minutes (Administration Guide 11.6(1), p. 116), and a reverse proxy blocks an address after
 * five of whatever user (developer.cisco.com (Finesse): reverse-proxy rules). Nobody is signed in by it.
 */
import { child, childrenNamed, childText, parseXml, type XmlElement, XmlProblem } from '../../wire/xml/parse.ts'
import type { RestAnswer } from '../target/rest-client.ts'
import type { TargetUser } from '../target/target.ts'
import {
  type Check,
  type Examination,
  fine,
  type Observation,
  type Patient,
  problem,
  skipped,
  warning,
} from './check.ts'
import { errorText } from './network-error.ts'

const REFUSALS_MOST = 3

export const credentials: Check = {
  name: 'user',
  says: 'The password of each user is taken, by one try; roles and extensions are those of the file.',
  async run(examination) {
    const { patients, target } = examination
    const patient = patients.find(({ trusted, info }) => trusted.has('https') && info !== undefined && serves(info.xml))
    const found: Observation[] = []
    let refusals = 0
    for (const user of target.users) {
      const subject = `user ${user.id}`
      if (patient === undefined) {
        found.push(skipped(subject, 'no node is in service with a certificate to trust; no password was sent'))
      } else if (refusals >= REFUSALS_MOST) {
        found.push(skipped(subject, `not tried: ${REFUSALS_MOST} refusals in a row are enough`))
      } else {
        const seen = await look(examination, patient, user)
        refusals = seen.isRefused ? refusals + 1 : 0
        found.push(...seen.observations)
      }
    }
    return found
  },
}

const serves = (info: XmlElement): boolean => childText(info, 'status') === 'IN_SERVICE'

interface Seen {
  readonly isRefused: boolean
  readonly observations: readonly Observation[]
}

async function look(examination: Examination, { node }: Patient, user: TargetUser): Promise<Seen> {
  const subject = `user ${user.id}`
  const path = `/finesse/api/User/${encodeURIComponent(user.id)}`
  let answer: RestAnswer
  try {
    answer = await examination.rest.ask({ node, method: 'GET', path, user })
  } catch (error) {
    return { isRefused: false, observations: [problem(subject, errorText(error), 'See what is said of the node.')] }
  }
  const xml = answer.status === 200 ? documentOf(answer.body) : undefined
  if (xml?.name !== 'User') return refused(subject, answer, documentOf(answer.body))
  examination.proven.set(user, xml)
  return { isRefused: false, observations: described(user, subject, xml) }
}

function refused(subject: string, { status }: RestAnswer, xml: XmlElement | undefined): Seen {
  if (status === 401) {
    const advice =
      'Check the password by hand, once; after five wrong ones in a row the user is locked for five minutes, and then the right one is refused, too. The doctor tried once.'
    return {
      isRefused: true,
      observations: [problem(subject, 'refused: the password is wrong, or the user is locked', advice)],
    }
  }
  const error = child(xml, 'ApiError')
  const type = childText(error, 'ErrorType')
  const says = `it answers ${status}${type === undefined ? '' : ` ${type}`}`
  const advice =
    status === 404
      ? 'There is no such agent; check the id, and whether the node has read its agents from the AWDB.'
      : status === 418 || status === 403
        ? 'A proxy in between may have blocked this address; wait, and ask its administrator.'
        : 'See the log of the node; the AWDB may not answer.'
  return { isRefused: status === 403 || status === 418, observations: [problem(subject, says, advice)] }
}

function described(user: TargetUser, subject: string, xml: XmlElement): readonly Observation[] {
  const found: Observation[] = []
  const state = childText(xml, 'state') ?? ''
  const roles = childrenNamed(child(xml, 'roles'), 'role').map(({ text }) => text.trim())
  if (user.role === 'supervisor' && !roles.includes('Supervisor')) {
    found.push(problem(subject, 'is no supervisor, as the file says', 'Write "role: agent", or name another user.'))
  }
  const loginId = childText(xml, 'loginId')
  if (loginId !== undefined && loginId !== user.id) {
    const advice = `Write id: "${loginId}"; XMPP takes no other.`
    found.push(problem(subject, `is a login name; the agent id is ${loginId}`, advice))
  }
  if (state !== 'LOGOUT' && state !== '') {
    const extension = childText(xml, 'extension') ?? ''
    const where = extension === '' ? '' : ` on ${extension}`
    const advice = 'Somebody may be at work there; a run leaves such a user alone.'
    found.push(warning(subject, `is signed in already: ${state}${where}`, advice))
  }
  if (found.length > 0) return found
  const name = [childText(xml, 'firstName'), childText(xml, 'lastName')].filter(Boolean).join(' ')
  const team = childText(xml, 'teamName') ?? ''
  return [fine(subject, [name, roles.join(', '), team, 'signed out'].filter((part) => part !== '').join('; '))]
}

function documentOf(body: string): XmlElement | undefined {
  try {
    return parseXml(body)
  } catch (error) {
    if (error instanceof XmlProblem) return undefined
    throw error
  }
}
