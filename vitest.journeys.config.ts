import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/journeys/**/*.journey.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // One window at a time: the journeys share a display, and two would take the focus from each other.
    fileParallelism: false,
    maxWorkers: 1,
  },
});
