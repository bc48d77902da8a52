import { describe, expect, it } from 'vitest'
import { failureText } from '../../src/cli/failure.ts'
import { ccsim, fileIn, folder } from './ccsim.ts'

const dir = folder()

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

  it('in the middle of a run ends with exit 8 and the line that replays it', async () => {
    const define = new URL('../../src/index.ts', import.meta.url).href
    const file = fileIn(
      dir,
      'impossible.ts',
      `import { defineScenario } from '${define}'
const scenario = defineScenario({ name: 'impossible', why: 'A center without anything in it.' })
export default { ...scenario, workload: { ...scenario.workload, topology: undefined } }
`,
    )
    const { exit, out, err } = await ccsim(['run', file, '--report', 'none'])
    expect(exit).toBe(8)
    expect(out).toBe('')
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^ccsim failed: /)
    expect(lines[2]).toMatch(/^replay {2}npm run -s ccsim -- replay ccsim1\./)
    const debugged = await ccsim(['run', file, '--report', 'none'], { env: { CCSIM_DEBUG: '1' } })
    expect(debugged.err).toMatch(/\n +at .*run-thread\.ts/)
  })
})
