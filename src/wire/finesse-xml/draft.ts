/** Bodies of configuration requests as drafts: texts by element name, for the server to judge. */
import type { Draft } from '../../sim/domain/config.ts'
import type { MediaBody } from '../../sim/domain/rest.ts'
import { childrenNamed, childText, type XmlLimits } from '../xml/parse.ts'
import { leaf, wrap } from '../xml/write.ts'
import { layoutProblem } from './desktop-layout.ts'
import { listItems, shapes } from './objects.ts'
import { type Decoded, rootOf, wholeNumber } from './request.ts'
import { object, readDraft, text } from './shape.ts'

/** Enough for all contacts of a phone book, or for a desktop layout. */
export const longBody: XmlLimits = { characters: 4 << 20, depth: 16, elements: 60_000 }

const logData = object({ logData: text })

/** Roots that stand for the resource, where they are not called like it. */
const roots: Readonly<Record<string, readonly string[]>> = { LayoutConfig: ['LayoutConfig', 'TeamLayoutConfig'] }

export function readDraftBody(resource: string, body: string, limits?: XmlLimits): Decoded<Draft> {
  const root = rootOf(body, roots[resource] ?? [resource], limits)
  if ('type' in root) return { problem: root }
  const item = listItems[resource]
  if (item !== undefined) {
    const items = childrenNamed(root, item).map((one) => readDraft(shapes[item]!, one))
    return { body: { items } }
  }
  if (resource === 'ClientLog') return { body: readDraft(logData, root) }
  const name = root.name.toLowerCase() === 'teamlayoutconfig' ? 'TeamLayoutConfig' : resource
  const draft = { ...readDraft(shapes[name]!, root), ...flags(root, resource) }
  if (resource !== 'LayoutConfig' || typeof draft['layoutxml'] !== 'string') return { body: draft }
  const wrong = layoutProblem(draft['layoutxml'])
  return { body: wrong === undefined ? draft : { ...draft, layoutProblem: wrong } }
}

/** A team's layout may come under either root. */
function flags(root: Parameters<typeof childText>[0], resource: string): Draft {
  const useDefault = resource === 'LayoutConfig' ? childText(root, 'useDefault') : undefined
  return useDefault === undefined ? {} : { useDefault }
}

export function readMediaBody(body: string): Decoded<MediaBody> {
  const root = rootOf(body, ['Media'])
  if ('type' in root) return { problem: root }
  const given = (name: string): string | undefined => childText(root, name) || undefined
  const routable = given('routable')
  if (routable !== undefined && routable !== 'true' && routable !== 'false') {
    return { problem: { type: 'Invalid Input', message: 'Invalid routable specified', data: routable } }
  }
  return {
    body: {
      state: given('state'),
      reasonCodeId: wholeNumber(given('reasonCodeId')),
      maxDialogLimit: wholeNumber(given('maxDialogLimit')),
      interruptAction: given('interruptAction'),
      dialogLogoutAction: given('dialogLogoutAction'),
      routable: routable === undefined ? undefined : routable === 'true',
    },
  }
}

/** The client's side. */
export function writeMediaBody(body: MediaBody): string {
  const fields = [
    'state',
    'reasonCodeId',
    'maxDialogLimit',
    'interruptAction',
    'dialogLogoutAction',
    'routable',
  ] as const
  return wrap('Media', ...fields.map((name) => (body[name] === undefined ? '' : leaf(name, body[name]))))
}

/** The file in a form that a browser sends (RFC 7578), or the body itself where it is the file. */
export function csvOf(body: string, contentType: string): string | undefined {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return /^text\/(csv|plain)\b/i.test(contentType) ? body : undefined
  for (const part of body.split(`--${boundary}`)) {
    const end = /\r?\n\r?\n/.exec(part)
    if (end === null || !/filename=/i.test(part.slice(0, end.index))) continue
    return part.slice(end.index + end[0].length).replace(/\r?\n$/, '')
  }
  return undefined
}
