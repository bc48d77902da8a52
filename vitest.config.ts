import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** `npm test`. Suites that take minutes end in .long.test.ts and run by `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/**/*.long.test.ts'],
    testTimeout: 60_000,
    // Tests on sockets wait most of the time: there is more to do than processors could.
    maxWorkers: availableParallelism() + 1,
  },
})
