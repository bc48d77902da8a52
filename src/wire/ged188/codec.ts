/** GED-188 messages as bytes and back; pure. Framing of a stream is in frame.ts, the tables are in layouts.ts. */

export { decodeMessage } from './decode.ts'
export { encodeMessage } from './encode.ts'
export { EncodeError, type Problem } from './problem.ts'
