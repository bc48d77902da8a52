import { figure } from './kind.ts'

export const oracleViolations = figure('oracleViolations', {
  unit: 'count',
  kind: 'correctness',
  describe: 'Violations of all oracles together.',
})
