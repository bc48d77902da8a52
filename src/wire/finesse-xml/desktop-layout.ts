/**
 * Whether a desktop layout may be saved: well-formed, and as its schema has it (Administration Guide 11.6(1), ch. 4,
 * Update Default Desktop Layout and Layout XML). Which gadgets there are nobody checks.
 */
import { child, childrenNamed, childText, parseXml, type XmlElement, type XmlLimits, XmlProblem } from '../xml/parse.ts'

const limits: XmlLimits = { characters: 1 << 20, depth: 24, elements: 5_000 }
const ROLES_MOST = 3
const COLUMNS_MOST = 4
const roles = ['Agent', 'Supervisor', 'Admin']
/** Begins with a letter. */
const TAB_ID = /^[A-Za-z][\w.-]*$/

/** What is wrong with it, or undefined. */
export function layoutProblem(xml: string): string | undefined {
  try {
    return rootProblem(parseXml(xml, limits))
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error
    return error.message
  }
}

function rootProblem(root: XmlElement): string | undefined {
  if (root.name !== 'finesseLayout') return 'the root is not finesseLayout'
  const layouts = childrenNamed(root, 'layout')
  if (layouts.length === 0) return 'there is no layout'
  if (layouts.length > ROLES_MOST) return `more than ${ROLES_MOST} layouts`
  const seen = new Set<string>()
  for (const layout of layouts) {
    const role = childText(layout, 'role') ?? ''
    if (!roles.includes(role)) return `unknown role ${role}`
    if (seen.has(role)) return `role ${role} twice`
    seen.add(role)
    const wrong = tabsProblem(childrenNamed(child(layout, 'tabs'), 'tab'))
    if (wrong !== undefined) return `${role}: ${wrong}`
  }
  return undefined
}

function tabsProblem(tabs: readonly XmlElement[]): string | undefined {
  const ids = new Set<string>()
  for (const tab of tabs) {
    const id = childText(tab, 'id') ?? ''
    if (!TAB_ID.test(id)) return `tab id ${id}`
    if (ids.has(id)) return `tab id ${id} twice`
    ids.add(id)
    if (!childText(tab, 'label')) return `tab ${id} has no label`
    const columns = child(tab, 'columns')
    if (columns !== undefined && child(tab, 'gadgets') !== undefined) return `tab ${id} has gadgets and columns`
    if (childrenNamed(columns, 'column').length > COLUMNS_MOST) return `tab ${id} has more than ${COLUMNS_MOST} columns`
  }
  return undefined
}
