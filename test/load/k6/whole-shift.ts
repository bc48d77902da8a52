/** The small shift as bundles play it, and what has to come of it, whoever played. */
import { expect } from 'vitest'
import { Gathering } from '../../../src/load/k6/gather.ts'
import { type PrepareOptions, prepare } from '../../../src/load/k6/prepare.ts'
import { resultOf } from '../../../src/load/k6/result.ts'
import { readSamples } from '../../../src/load/k6/samples.ts'
import { smallShift } from './scenario.ts'

/** Virtual time for one of the wall clock's: the shift takes some seconds. */
export const SPEED = 2

const { busyUs, calmUs } = smallShift.workload
export const prepared = (more: Partial<PrepareOptions> = {}) =>
  prepare(smallShift, { version: '0.1.0', seed: '1', ...more }).load

export async function gathered(...files: readonly string[]) {
  const gathering = new Gathering(busyUs + calmUs)
  for (const file of files) {
    await readSamples(file, (sample) => {
      gathering.take(sample)
      return true
    })
  }
  return gathering.gathered
}

export async function imported(...files: readonly string[]) {
  const options = { version: '0.1.0', nodeVersion: '26', overrides: [], load: prepared(), again: 'ccsim k6 build' }
  return resultOf(smallShift, await gathered(...files), options).result
}

type Result = Awaited<ReturnType<typeof imported>>

const operation = ({ operations = [] }: Result, name: string) =>
  operations.find(({ operation, window }) => operation === name && window === 'run')

export function expectWholeShift(result: Result): void {
  const operationsOfRun = result.operations!.filter(({ window }) => window === 'run')
  for (const one of operationsOfRun) expect(one.planned).toBe(one.done + one.failed + one.dropped)
  for (const name of ['sign-in', 'sign-in step: login', 'sign-in step: stream', 'sign-out', 'sign-out request']) {
    expect([name, operation(result, name)]).toMatchObject([name, { planned: 13, done: 13, failed: 0 }])
  }
  expect(operation(result, 'answer')!.done).toBeGreaterThan(5)
  // Callers said goodbye, agents heard it and hung up.
  expect(operation(result, 'drop')!.done).toBeGreaterThan(2)
  expect(operation(result, 'ping')!.done).toBeGreaterThan(5)
  const usable = result.hops.find(({ hop }) => hop === 'phase: desktop-usable')
  expect(usable!.count).toBe(13)
  expect(result.counts).toContainEqual({ name: 'operations lost', says: expect.any(String), value: 0 })
}
