/**
 * Which release it is, as far as it shows, and which kind of contact center. SystemInfo does not tell the release; what
 * it tells at all does (developer.cisco.com (Finesse): SystemInfo; What's New in Cisco Finesse 12.6(2)).
 */
import { type Release, releases } from '../../sim/domain/release.ts'
import { child, childText, parseXml, type XmlElement, XmlProblem } from '../../wire/xml/parse.ts'
import {
  type Check,
  type Examination,
  fine,
  type Observation,
  type Patient,
  perNode,
  problem,
  type SystemInfo,
  skipped,
  warning,
} from './check.ts'
import { errorText } from './network-error.ts'

const PATH = '/finesse/api/SystemInfo'

export const release: Check = {
  name: 'release',
  says: 'SystemInfo answers, is of the deployment and, as far as it shows, of the release that the file says.',
  run: (examination) =>
    perNode(examination, async (patient, subject) => {
      if (!patient.open.has('https')) return [skipped(subject, 'its port of HTTPS is not open')]
      const info = await ask(examination, patient)
      if (typeof info === 'string') {
        const advice = 'Is this the port of Finesse? A node that just started takes minutes until Tomcat answers.'
        return [problem(subject, `SystemInfo: ${info}`, advice)]
      }
      patient.info = info
      return [...deployment(examination, info.xml, subject), ...releaseOf(examination, patient, info.xml, subject)]
    }),
}

async function ask(examination: Examination, { node, trusted }: Patient): Promise<SystemInfo | string> {
  const { rest, rash, clock } = examination
  const askedMs = clock.now()
  try {
    const client = trusted.has('https') ? rest : rash
    const { status, body, headers } = await client.ask({ node, method: 'GET', path: PATH })
    if (status !== 200) return `it answers ${status}`
    const xml = parseXml(body)
    if (xml.name !== 'SystemInfo') return `it answers with <${xml.name}>`
    const { date } = headers
    return { xml, askedMs, answeredMs: clock.now(), date: typeof date === 'string' ? date : undefined }
  } catch (error) {
    return error instanceof XmlProblem ? 'the answer is no XML' : errorText(error)
  }
}

function deployment({ target }: Examination, xml: XmlElement, subject: string): readonly Observation[] {
  const found: Observation[] = []
  const type = childText(xml, 'deploymentType') ?? ''
  const meant = target.deployment === 'cce' ? 'UCCE' : 'UCCX'
  if (type !== '' && type !== meant) {
    const other = type === 'UCCX' ? 'ccx' : 'cce'
    found.push(
      problem(subject, `it is a ${type}, and the file says ${target.deployment}`, `Write "deployment: ${other}".`),
    )
  }
  const mode = childText(xml, 'systemAuthMode') ?? ''
  const sso = 'ccsim signs users in by password; name users that are not enabled for single sign-on.'
  if (mode === 'SSO') found.push(problem(subject, 'users sign in by single sign-on only', sso))
  else if (mode === 'HYBRID') found.push(warning(subject, 'some users sign in by single sign-on', sso))
  return found
}

const from = (one: Release, first: Release): boolean => releases.indexOf(one) >= releases.indexOf(first)

function releaseOf(
  { target }: Examination,
  { speaksHttp2 }: Patient,
  xml: XmlElement,
  subject: string,
): readonly Observation[] {
  const tellsMaintenance = child(xml, 'finesseMMode') !== undefined
  const signs = [
    tellsMaintenance
      ? 'tells of maintenance mode, as from 12.6 on'
      : 'does not tell of maintenance mode, as before 12.6',
    speaksHttp2 ? 'speaks HTTP/2, as from 12.5 on' : 'speaks HTTP/1.1 only, as before 12.5',
  ]
  const version = childText(xml, 'ctiVersion')
  const seen = `${signs.join('; ')}${version === undefined ? '' : `; CTI protocol ${version}`}`
  const fits = tellsMaintenance === from(target.release, '12.6') && speaksHttp2 === from(target.release, '12.5')
  if (fits) return [fine(subject, `looks like ${target.release}: it ${seen}`)]
  const advice = 'Compare with "About Finesse" of its administration console, and put "release" right.'
  return [warning(subject, `does not look like ${target.release}: it ${seen}`, advice)]
}
