/** Layouts of call variables (Developer Guide 12.5(1), p. 252-262; Administration Guide 11.6(1), ch. 3). */
import type { LayoutEntry, MediaPropertiesLayout } from '../../domain/config.ts'
import type { DraftReader } from './draft-reader.ts'
import { type Kind, problem, tooMany, unassigned } from './kind.ts'

const words = { missing: 'Parameter Missing', invalid: 'Invalid Input', duplicate: 'Finesse API Error' }
/** With the default one. */
const LAYOUTS_MOST = 200
const COLUMNS_MOST = 2
const ROWS_MOST = 10
const NAME_MOST = 40
const DESCRIPTION_MOST = 128
const DISPLAY_NAME_MOST = 50
const VARIABLE_MOST = 32

const entry = (draft: DraftReader): LayoutEntry => ({
  displayName: draft.text('displayName', undefined, { most: DISPLAY_NAME_MOST }),
  mediaProperty: draft.text('mediaProperty', undefined, { least: 1, most: VARIABLE_MOST }),
})

export const mediaPropertiesLayout: Kind<MediaPropertiesLayout> = {
  name: 'MediaPropertiesLayout',
  words,
  fields: ['name', 'description', 'header', 'column'],

  make(draft, id, before) {
    return {
      id,
      name: draft.text('name', before?.name, { least: 1, most: NAME_MOST }),
      description: draft.text('description', before?.description ?? '', { most: DESCRIPTION_MOST }),
      // There is one default, and that is made by the system.
      type: before?.type ?? 'CUSTOM',
      header: draft.inner('header', before?.header ?? { entry: undefined }, (inner) => ({
        entry: inner.has('entry') ? inner.inner('entry', undefined, entry) : undefined,
      })),
      column: draft.list('column', before?.column ?? [], COLUMNS_MOST, (inner) => ({
        entry: inner.list('entry', [], ROWS_MOST, entry),
      })),
    }
  },

  against(value, before, { objects }) {
    const others = objects.all<MediaPropertiesLayout>('MediaPropertiesLayout').filter(({ id }) => id !== value.id)
    if (others.some(({ name }) => name === value.name)) {
      return problem(words.duplicate, 'A layout with the same name already exists', value.name)
    }
    return before === undefined && others.length >= LAYOUTS_MOST ? tooMany('layouts', LAYOUTS_MOST) : undefined
  },

  remove: (value, { objects }) =>
    value.type === 'DEFAULT'
      ? problem('Forbidden', 'The default layout cannot be deleted', String(value.id))
      : unassigned(objects, ['TeamMediaPropertiesLayouts'], value.id),
}
