import { describe, expect, it } from 'vitest'
import { steadiness } from '../../src/load/crew/steadiness.ts'

describe('a process that is to be on time', () => {
  it.each([
    [2, 2, 1],
    [3, 2, 1],
    [2, 6, 3],
    [3, 64, 4],
  ])(
    'of %i on %i processors has %i helpers of V8, so that these take none that others need',
    (processes, processors, helpers) => {
      expect(steadiness(processes, processors)).toContain(`--v8-pool-size=${helpers}`)
    },
  )

  it('never stops to make its heap small', () => {
    expect(steadiness(2)).toContain('--no-memory-reducer')
  })
})
