import { figure } from './kind.ts'

export const aht = figure('aht', {
  unit: 'us',
  kind: 'threshold',
  describe: 'Average handle time: talk, hold and wrap-up.',
})
