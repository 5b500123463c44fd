import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The journeys drive the real window and are run by scripts/test.ts after the build.
    exclude: ['tests/journeys/**'],
    globalSetup: ['tests/support/build-once.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A core more than vitest would take: the tests wait for files and child processes as much as they compute.
    maxWorkers: '100%',
    // Each worker loads the program once: nothing in it is changed by being used, and loading took a fifth of the time.
    isolate: false,
  },
});
