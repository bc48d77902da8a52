import { figure } from './kind.ts'

export const rona = figure('rona', {
  unit: 'share',
  kind: 'threshold',
  describe: 'Share of the offered calls that rang and were not answered.',
})
