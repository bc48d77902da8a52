import { figure } from './kind.ts'

export const lostCalls = figure('lostCalls', {
  unit: 'count',
  kind: 'correctness',
  describe: 'Calls that ended through a fault, or without any outcome.',
})
