import { figure } from './kind.ts'

export const asa = figure('asa', {
  unit: 'us',
  kind: 'threshold',
  describe: 'Average speed of answer.',
})
