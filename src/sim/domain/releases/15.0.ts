/** What is new in release 15.0: the next version of the CTI protocol. */
import { release126 } from './12.6.ts'
import { changed } from './constant.ts'

export const release150 = { ...release126, ctiVersion: changed(release126.ctiVersion, 25) } as const
