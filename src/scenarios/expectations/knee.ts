import { figure } from './kind.ts'

export const knee = figure('knee', {
  unit: 'count',
  kind: 'threshold',
  alone: '>=',
  describe:
    'Calls an hour that a search by `step-calls` finds to be borne: the last step that keeps all that `every step` has to keep.',
})
