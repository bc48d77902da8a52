/** Reason codes and wrap-up reasons (Developer Guide 12.5(1), p. 236-250; Administration Guide 11.6(1), ch. 6). */
import type { StoredReasonCode, WrapUpReason } from '../../domain/config.ts'
import type { DraftReader } from './draft-reader.ts'
import { type Kind, problem, tooMany, unassigned } from './kind.ts'

const categories = ['NOT_READY', 'LOGOUT'] as const
const words = { missing: 'Finesse API Error', invalid: 'Bad Request', duplicate: 'Finesse API Error' }
/** Of each category, and as many again for teams. */
export const REASON_CODES_MOST = 100
const LABEL_MOST = 40
const CODE_MOST = 65_535
const WRAP_UP_LABEL_BYTES = 39
const WRAP_UP_GLOBAL_MOST = 100
const WRAP_UP_TEAM_MOST = 1500

export const reasonCode: Kind<StoredReasonCode> = {
  name: 'ReasonCode',
  words,
  fields: ['code', 'label', 'forAll'],

  make(draft, id, before) {
    // The category is settled when a code is made.
    const category = before?.category ?? draft.oneOf('category', undefined, categories)
    const code = draft.whole('code', before?.code, 1, CODE_MOST)
    const label = draft.text('label', before?.label, { least: 1, most: LABEL_MOST })
    const forAll = draft.flag('forAll', before?.forAll)
    if (before?.systemCode === true && (code !== before.code || forAll !== before.forAll)) onlyTheLabel(draft)
    return { id, category, code, label, forAll, systemCode: before?.systemCode ?? false }
  },

  against(value, before, { objects }) {
    const others = objects
      .all<StoredReasonCode>('ReasonCode')
      .filter(({ id, category }) => id !== value.id && category === value.category)
    if (others.some(({ code }) => code === value.code)) {
      return problem(words.duplicate, 'A reason code with the same code already exists', String(value.code))
    }
    if (others.some(({ label }) => label === value.label)) {
      return problem(words.duplicate, 'A reason code with the same label already exists', value.label)
    }
    if (value.systemCode || before?.forAll === value.forAll) return undefined
    const alike = others.filter(({ forAll, systemCode }) => forAll === value.forAll && !systemCode)
    const what = `${value.forAll ? 'global' : 'team'} ${value.category} reason codes`
    return alike.length >= REASON_CODES_MOST ? tooMany(what, REASON_CODES_MOST) : undefined
  },

  remove(value, { objects }) {
    if (value.systemCode)
      return problem('Finesse API Error', 'A system reason code cannot be deleted', String(value.id))
    return unassigned(objects, ['TeamReasonCodes/NOT_READY', 'TeamReasonCodes/LOGOUT'], value.id)
  },
}

function onlyTheLabel(draft: DraftReader): void {
  draft.refuse('Finesse API Error', 'Of a system reason code only the label can be changed', 'code')
}

export const wrapUpReason: Kind<WrapUpReason> = {
  name: 'WrapUpReason',
  words,
  fields: ['label', 'forAll'],

  make(draft, id, before) {
    const label = draft.text('label', before?.label, { least: 1, bytes: WRAP_UP_LABEL_BYTES })
    return { id, label, forAll: draft.flag('forAll', before?.forAll) }
  },

  against(value, before, { objects }) {
    const others = objects.all<WrapUpReason>('WrapUpReason').filter(({ id }) => id !== value.id)
    if (others.some(({ label }) => label === value.label)) {
      return problem(words.duplicate, 'A wrap-up reason with the same label already exists', value.label)
    }
    if (before?.forAll === value.forAll) return undefined
    const most = value.forAll ? WRAP_UP_GLOBAL_MOST : WRAP_UP_TEAM_MOST
    const alike = others.filter(({ forAll }) => forAll === value.forAll)
    return alike.length >= most ? tooMany(`${value.forAll ? 'global' : 'team'} wrap-up reasons`, most) : undefined
  },

  remove: (value, { objects }) => unassigned(objects, ['TeamWrapUpReasons'], value.id),
}
