import { defineConfig } from 'vitest/config'

/** `npm run test:long`: whole scenarios, other Nodes, the packed package. One file at a time, as some measure. */
export default defineConfig({
  test: {
    include: ['test/**/*.long.test.ts'],
    fileParallelism: false,
    testTimeout: 30 * 60_000,
    hookTimeout: 10 * 60_000,
  },
})
