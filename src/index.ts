/** What the package offers to TypeScript: scenarios as code, and the shapes of what a run comes to. */
export { defineScenario, type ScenarioDefinition } from './scenarios/define.ts'
export { type Problem, ScenarioProblems } from './scenarios/problems.ts'
export type {
  ExpectationResult,
  FaultResult,
  HopResult,
  OracleResult,
  QueueInterval,
  RunResult,
  Verdict,
  Violation,
} from './scenarios/result.ts'
export type { Scenario } from './scenarios/scenario.ts'
