import { figure } from './kind.ts'

export const abandoned = figure('abandoned', {
  unit: 'share',
  kind: 'threshold',
  describe: 'Share of the offered calls whose callers gave up.',
})
