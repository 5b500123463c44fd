import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/journeys/**/*.journey.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What a window takes on a busy machine; the usual second is for plain code.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // Each file has a display of its own; on a shared one two windows would take the focus from each other. A window
    // waits as much as it works: three of them fill two cores.
    maxWorkers: process.env['DISPLAY'] ? 1 : 3,
  },
});
