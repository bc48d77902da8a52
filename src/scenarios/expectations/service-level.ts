import { figure } from './kind.ts'

export const serviceLevel = figure('serviceLevel', {
  unit: 'share',
  kind: 'threshold',
  describe: 'Share of the offered calls answered within the service level of their queue.',
})
