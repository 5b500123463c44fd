import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * The grid fetches its cell editor when the first key is pressed in a cell, and React then holds what it shows back for
 * a moment: keys typed meanwhile are lost. The editor is made part of the grid instead.
 */
function cellEditorAtOnce(): Plugin {
  const late = /const (\w+) = React\.lazy\(async \(\) => await import\(("[^"]+")\)\);/;
  return {
    name: 'cell-editor-at-once',
    transform(code, id) {
      if (!id.includes('@glideapps/glide-data-grid') || !id.endsWith('/data-editor/data-editor.js'))
        return null;
      if (!late.test(code))
        throw new Error('the grid no longer fetches its cell editor late: drop this plugin');
      return { code: code.replace(late, 'import $1 from $2;'), map: null };
    },
  };
}

/** English that the parts say to a screen reader and take no other words for: in which file, what, and what instead. */
const ENGLISH: readonly (readonly [file: RegExp, said: RegExp, instead: string])[] = [
  // An icon stands beside the word that it draws, or in a button that has a name: it is told only where it was given one.
  [
    /@ant-design\/icons\/es\/components\/AntdIcon(Light)?\.js$/,
    /role: "img",\s*"aria-label": icon\.name\b/g,
    `...(restProps['aria-label'] ? { role: 'img' } : { 'aria-hidden': true })`,
  ],
  // Named by nothing but their icons.
  [
    /antd\/es\/pagination\/Pagination\.js$/,
    /const (prev|next)Icon = [^{]*\{/g,
    '$& "aria-label": locale.$1_page,',
  ],
  // For the mouse alone: the keyboard has the arrow keys in the box itself.
  [
    /@rc-component\/input-number\/es\/StepHandler\.js$/,
    /"aria-label": isUpAction \? 'Increase Value' : 'Decrease Value'/g,
    '"aria-hidden": true',
  ],
];

function noEnglish(): Plugin {
  return {
    name: 'no-english',
    transform(code, id) {
      const found = ENGLISH.find(([file]) => file.test(id));
      if (found === undefined) return null;
      const [, said, instead] = found;
      const changed = code.replace(said, instead);
      if (changed === code) throw new Error(`${id} says something else now: look at ENGLISH again`);
      return { code: changed, map: null };
    },
  };
}

/** Shapes are checked where data come in, in the engine; checked twice they would double the time to the first picture. */
function withoutSchemas(): Plugin {
  return {
    name: 'without-schemas',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !Object.keys(chunk.modules).some((id) => /[\\/]zod[\\/]/.test(id)))
          continue;
        const asking = [...this.getModuleIds()].filter((id) => id.endsWith('-schema.ts'));
        throw new Error(`${chunk.fileName} carries zod: import types only from ${asking.join(', ')}`);
      }
    },
  };
}

export default defineConfig({
  root: here,
  // Relative, so that the pages work below any host of the program's own scheme.
  base: './',
  logLevel: 'warn',
  plugins: [react(), cellEditorAtOnce(), noEnglish(), withoutSchemas()],
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
