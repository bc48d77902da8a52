import { describe, expect, it } from 'vitest'
import { failureText } from '../../src/cli/failure.ts'

const failure = {
  message: 'the clock ran backwards\nmore',
  stack: 'Error: the clock ran backwards\n    at tick (x.ts:1)',
}

describe('a failure of ccsim itself', () => {
  it('is a line, how to report it, and how to repeat it', () => {
    expect(failureText(failure, {}, 'ccsim replay ccsim1.abc')).toMatchInlineSnapshot(`
      "ccsim failed: the clock ran backwards
      This is a defect of ccsim, not of your scenario. Please report it with these lines, with the stack that CCSIM_DEBUG=1 shows.
      replay  ccsim replay ccsim1.abc
      "
    `)
  })

  it('shows its stack to whoever asks', () => {
    expect(failureText(failure, { CCSIM_DEBUG: '1' })).toContain('at tick (x.ts:1)')
  })
})
