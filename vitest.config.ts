import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** `npm test`. Suites that take minutes end in .long.test.ts and run by `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/**/*.long.test.ts'],
    testTimeout: 60_000,
    // Many tests wait for sockets or for another process meanwhile.
    maxWorkers: availableParallelism() + 1,
  },
})
