// The import table of ARCHITECTURE.md, enforced. tsc enforces it a second time through project references.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const PURE = ['contract', 'digest', 'classification', 'catalogue', 'deadlines', 'jurisdictions', 'review'];
const NODE = ['storage', 'documents', 'packages', 'sync', 'operations', 'cli'];

/** Packages a tier may use. A new dependency is entered here by hand, with its reason in ARCHITECTURE.md. */
const PURE_PACKAGES = ['zod', '@noble/hashes', '@noble/curves'];
const NODE_PACKAGES = [...PURE_PACKAGES, 'exceljs', 'docx', 'saxes', 'yauzl', 'yazl', '@e965/xlsx'];

const FOLDER_RULES = {
  contract: PURE,
  digest: ['digest'],
  classification: ['classification', 'contract'],
  catalogue: ['catalogue', 'classification', 'contract'],
  deadlines: ['deadlines', 'contract'],
  jurisdictions: ['jurisdictions', 'catalogue', 'classification', 'deadlines', 'contract', 'digest'],
  review: ['review', 'jurisdictions', 'catalogue', 'classification', 'deadlines', 'contract', 'digest'],
  storage: ['storage', ...PURE],
  documents: ['documents', ...PURE],
  packages: ['packages', ...PURE],
  sync: ['sync', 'packages', ...PURE],
  operations: ['operations', 'storage', 'documents', 'packages', 'sync', ...PURE],
  cli: ['cli', 'operations', ...PURE],
};

function importRule(allowedFolders, { node, packages, more = [] }) {
  const patterns = [
    { regex: '\\.\\./\\.\\.', message: 'Use #app, #main, #renderer instead of climbing folders.' },
    {
      regex: `^#app/(?!(${allowedFolders.join('|')})/)`,
      message: 'The import table in ARCHITECTURE.md does not allow this.',
    },
    ...more,
  ];
  if (!node) patterns.push({ regex: '^node:', message: 'The pure tier knows no Node.' });
  const names = packages.map((name) => name.replace('/', '\\/')).join('|');
  patterns.push({
    regex: `^(?!\\.|#|node:|(${names})(\\/|$))`,
    message: 'This package is not listed for this tier in eslint.config.js.',
  });
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

const NO_SQLITE = { regex: '^sqlite3$', message: 'Only app/storage/sqlite.ts knows the driver.' };
const HOSTS = { regex: '^#(main|renderer|tests|scripts)/', message: 'The core knows no host.' };

export default tseslint.config(
  { ignores: ['dist', 'dist.*', '.tsbuild', 'demo-out', 'release', 'node_modules', 'test-results'] },
  ...tseslint.configs.strict,
  {
    files: ['renderer/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error' },
  },
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
          message:
            'Write `import * as z`: a name alone brings all of zod, with every language, into the program.',
        },
      ],
    },
  },
  ...PURE.map((folder) => ({
    files: [`app/${folder}/**/*.ts`],
    rules: importRule(FOLDER_RULES[folder], { node: false, packages: PURE_PACKAGES, more: [HOSTS] }),
  })),
  ...NODE.map((folder) => ({
    files: [`app/${folder}/**/*.ts`],
    rules: importRule(FOLDER_RULES[folder], {
      node: true,
      packages: NODE_PACKAGES,
      more: [HOSTS, NO_SQLITE],
    }),
  })),
  {
    files: ['app/storage/sqlite.ts'],
    rules: importRule(FOLDER_RULES.storage, { node: true, packages: ['sqlite3'], more: [HOSTS] }),
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ignores: ['renderer/vite.config.ts'],
    rules: importRule(PURE, {
      node: false,
      packages: ['react', 'react-dom', 'antd', 'dayjs', '@ant-design', '@glideapps'],
      more: [
        {
          regex: '^#(main|tests|scripts)/',
          message: 'The window knows only the contract and the pure core.',
        },
      ],
    }),
  },
  {
    files: ['renderer/screens/**/*.tsx'],
    // Whether to trust a certificate is a question that has to be answered one way or the other.
    ignores: ['renderer/screens/delivery/trust-dialog.tsx'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'antd',
              importNames: ['Modal'],
              message: 'FormDialog and ViewDialog behave as every other dialog does.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['main/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^#(renderer|tests|scripts)/' }] }],
    },
  },
  {
    files: ['main/**/*.ts'],
    ignores: ['main/ipc-gate.ts', 'main/preload.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name=/^ipc(Main|Renderer)$/]',
          message: 'Only the gate and the preload speak IPC.',
        },
      ],
    },
  },
  {
    files: ['**/*.config.{js,ts,mts}', 'renderer/vite.config.ts', 'vitest*.config.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  { files: ['scripts/**', 'main/log-file.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
