/**
 * Workflows and their actions, which the server only keeps: desktops run them (Developer Guide 12.5(1), p. 286-314;
 * Administration Guide 11.6(1), ch. 8).
 */
import type { Comparison, Workflow, WorkflowAction, WorkflowVariable } from '../../domain/config.ts'
import { type DraftReader, idInUri } from './draft-reader.ts'
import { type Kind, problem, tooMany, unassigned } from './kind.ts'

const words = { missing: 'Bad Request', invalid: 'Bad Request', duplicate: 'Database constraint violation' }
const WORKFLOWS_MOST = 100
const ACTIONS_MOST = 100
/** Conditions, actions and variables of one workflow or action. */
const PARTS_MOST = 5
const NAME_MOST = 40
const ACTION_NAME_MOST = 64
const DESCRIPTION_MOST = 128
const VARIABLE_NAME_MOST = 32
const NODE_MOST = 500
const TEST_VALUE_MOST = 128
const VALUE_MOST = 2000
const WINDOW_NAME_MOST = 40
const PARAMS_MOST = 20
/** A trigger compares as much as it takes to tell one kind of call event from another. */
const TRIGGERS_MOST = 20

/** What can start a workflow. */
export const triggerSets = [
  'CALL_ARRIVES',
  'CALL_ANSWERED',
  'CALL_ENDS',
  'MAKES_CALL',
  'CALL_OUTBOUND_PREVIEW',
] as const

export const comparators = [
  'CONTAINS',
  'IS_EQUAL',
  'IS_NOT_EQUAL',
  'BEGINS_WITH',
  'ENDS_WITH',
  'IS_EMPTY',
  'IS_NOT_EMPTY',
  'IS_IN_LIST',
] as const

function variable(draft: DraftReader): WorkflowVariable {
  const type = draft.oneOf('type', 'SYSTEM', ['CUSTOM', 'SYSTEM'])
  return {
    name: draft.text('name', undefined, { least: 1, most: VARIABLE_NAME_MOST }),
    // Variables of the system are known by name; one's own say where they are.
    node: draft.text('node', type === 'SYSTEM' ? '' : undefined, { least: type === 'SYSTEM' ? 0 : 1, most: NODE_MOST }),
    type,
  }
}

const comparison = (draft: DraftReader): Comparison => ({
  Variable: draft.inner('Variable', undefined, variable),
  comparator: draft.oneOf('comparator', undefined, comparators),
  value: draft.text('value', '', { most: VALUE_MOST }),
})

export const workflow: Kind<Workflow> = {
  name: 'Workflow',
  words,
  fields: ['name', 'description', 'media', 'TriggerSet', 'ConditionSet', 'workflowActions'],

  make(draft, id, before, { objects }) {
    const name = draft.text('name', before?.name, { least: 1, most: NAME_MOST })
    const description = draft.text('description', before?.description ?? '', { most: DESCRIPTION_MOST })
    const media = draft.text('media', before?.media ?? 'Voice', { least: 1 })
    const TriggerSet = draft.inner('TriggerSet', before?.TriggerSet, (inner) => ({
      type: inner.oneOf('type', 'SYSTEM', ['SYSTEM']),
      name: inner.oneOf('name', undefined, triggerSets),
      allowOverlappingCallWorkflow: inner.flag('allowOverlappingCallWorkflow', false),
      triggers: inner.list('triggers', [], TRIGGERS_MOST, comparison),
    }))
    const ConditionSet = draft.inner('ConditionSet', before?.ConditionSet ?? noConditions, (inner) => ({
      applyMethod: inner.oneOf('applyMethod', 'ALL', ['ALL', 'ANY']),
      conditions: inner.list('conditions', [], PARTS_MOST, comparison),
    }))
    const actions = draft.list('workflowActions', before?.actions ?? [], PARTS_MOST, (inner) => {
      const action = idInUri(inner.text('uri', undefined), 'WorkflowAction')
      if (action === undefined || objects.get('WorkflowAction', action) === undefined) inner.invalid('uri')
      return action ?? -1
    })
    return { id, name, description, media, TriggerSet, ConditionSet, actions }
  },

  against(value, before, { objects }) {
    const others = objects.all<Workflow>('Workflow').filter(({ id }) => id !== value.id)
    if (others.some(({ name }) => name === value.name)) {
      return problem(words.duplicate, 'A workflow with the same name already exists', 'Duplicate Workflow name.')
    }
    return before === undefined && others.length >= WORKFLOWS_MOST ? tooMany('workflows', WORKFLOWS_MOST) : undefined
  },

  remove: (value, { objects }) => unassigned(objects, ['TeamWorkflows'], value.id),
}

const noConditions: Workflow['ConditionSet'] = { applyMethod: 'ALL', conditions: [] }

/** Texts of a workflow action's parameters: most characters, and whether it has to be there. */
const params: Readonly<Record<WorkflowAction['type'], Readonly<Record<string, readonly [number, boolean]>>>> = {
  BROWSER_POP: { path: [500, true], windowName: [WINDOW_NAME_MOST, false] },
  HTTP_REQUEST: {
    method: [4, true],
    location: [VALUE_MOST, true],
    contentType: [VALUE_MOST, false],
    body: [VALUE_MOST, false],
    path: [VALUE_MOST, false],
    authenticationType: [16, false],
  },
}
const methods = ['PUT', 'POST']

export const workflowAction: Kind<WorkflowAction> = {
  name: 'WorkflowAction',
  words,
  fields: ['name', 'type', 'handledBy', 'params', 'actionVariables'],

  make(draft, id, before) {
    const name = draft.text('name', before?.name, { least: 1, most: ACTION_NAME_MOST })
    const type = draft.oneOf('type', before?.type, ['BROWSER_POP', 'HTTP_REQUEST'])
    const handledBy = draft.oneOf('handledBy', before?.handledBy, ['FINESSE_DESKTOP', 'OTHER'])
    const given = draft.list('params', before?.params ?? [], PARAMS_MOST, (inner) => ({
      name: inner.text('name', undefined, { least: 1 }),
      value: inner.raw('value', '', VALUE_MOST),
    }))
    checkParams(draft, type, given)
    const actionVariables = draft.list('actionVariables', before?.actionVariables ?? [], PARTS_MOST, (inner) => ({
      ...variable(inner),
      testValue: inner.text('testValue', '', { most: TEST_VALUE_MOST }),
    }))
    return { id, name, type, handledBy, params: given, actionVariables }
  },

  against(value, before, { objects }) {
    const others = objects.all<WorkflowAction>('WorkflowAction').filter(({ id }) => id !== value.id)
    if (others.some(({ name }) => name === value.name)) {
      return problem(words.duplicate, 'A workflow action with the same name already exists', value.name)
    }
    return before === undefined && others.length >= ACTIONS_MOST ? tooMany('workflow actions', ACTIONS_MOST) : undefined
  },

  /** An action goes out of the workflows that run it. */
  remove(value, { objects }) {
    return objects
      .all<Workflow>('Workflow')
      .filter(({ actions }) => actions.includes(value.id))
      .map((one) => {
        const actions = one.actions.filter((id) => id !== value.id)
        return { collection: 'Workflow', id: one.id, value: { ...one, actions } }
      })
  },
}

/** Addresses are not checked, as an administrator may have put variables in them. */
function checkParams(draft: DraftReader, type: WorkflowAction['type'], given: WorkflowAction['params']): void {
  const values = new Map(given.map(({ name, value }) => [name, value]))
  for (const [name, [most, needed]] of Object.entries(params[type] ?? {})) {
    const value = values.get(name) ?? ''
    if (needed && value === '') draft.invalid(`params.${name}`, `${name} Parameter missing`)
    if (value.length > most) draft.invalid(`params.${name}`, `${name} has more than ${most} characters`)
  }
  const method = values.get('method')
  if (type === 'HTTP_REQUEST' && method !== undefined && !methods.includes(method)) draft.invalid('params.method')
}
