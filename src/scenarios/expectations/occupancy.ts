import { figure } from './kind.ts'

export const occupancy = figure('occupancy', {
  unit: 'share',
  kind: 'threshold',
  describe: 'Share of the time agents are there for calls that they are busy with one.',
})
