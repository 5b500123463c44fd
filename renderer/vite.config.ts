import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  // Relative, so that the pages work below any host of the program's own scheme.
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  resolve: {
    // package.json names `.ts` only; screens are `.tsx`.
    alias: [
      { find: /^#renderer\/(.*)$/, replacement: `${here}$1` },
      { find: /^#resources\/(.*)$/, replacement: `${here}../resources/$1` },
    ],
  },
  build: {
    target: 'chrome130',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 8000,
    sourcemap: false,
  },
});
