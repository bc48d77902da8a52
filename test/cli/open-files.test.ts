import { describe, expect, it } from 'vitest'
import { openFilesMost, tooFewFiles } from '../../src/cli/open-files.ts'

const LIMITS = `Limit                     Soft Limit           Hard Limit           Units
Max processes             95830                95830                processes
Max open files            1024                 20000                files
Max locked memory         8388608              8388608              bytes
`

describe('the files that a process may have open', () => {
  it('are as many as the hard limit says, to which Node raises the other', () => {
    expect(openFilesMost(() => LIMITS)).toBe(20_000)
    expect(openFilesMost(() => LIMITS.replace('20000', 'unlimited'))).toBe(undefined)
  })

  it('are not known where nobody says so', () => {
    const missing = () => {
      throw new Error('ENOENT')
    }
    expect(openFilesMost(missing)).toBe(undefined)
  })

  it('are too few where not even the streams have room, and that is said before the run', () => {
    expect(tooFewFiles(10_000, 2, 4_096)).toEqual({
      isHopeless: true,
      says: '10,000 desktops need 10,200 open sockets and more in one process, and 4,096 are allowed here: raise the limit (ulimit -n)',
    })
  })

  it('may be too few where all are busy at once', () => {
    expect(tooFewFiles(10_000, 2, 20_000)).toEqual({
      isHopeless: false,
      says: '10,000 desktops may need 30,200 open sockets in one process when all are busy, and 20,000 are allowed here: raise the limit (ulimit -n)',
    })
    expect(tooFewFiles(2_200, 1, 20_000)).toBe(undefined)
  })

  it('are needed twice where one process has both ends', () => {
    expect(tooFewFiles(4_000, undefined, 20_000)?.says).toContain('or take --workers 1')
    expect(tooFewFiles(4_000, 1, 20_000)).toBe(undefined)
  })
})
