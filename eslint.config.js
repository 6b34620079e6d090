import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Folders of src/renderer that each hold one domain; they share through ui/ and store/, never directly. */
const DOMAINS = [
  'composer',
  'queue',
  'library',
  'viewer',
  'stage',
  'compare',
  'lineage',
  'inspector',
  'rail',
  'welcome',
  'settings',
  'ledger',
  'tasks',
  'history',
  'prompts',
  'palette',
];
/** The large view is put together from its looks, and they from a picture on its stage: the arrows point this way only. */
const MAY_USE = { viewer: ['compare', 'lineage', 'stage'], compare: ['stage'], lineage: ['stage'] };
/** Shared modules that carry the schema library; the window may use their types only. */
const SCHEMA_MODULES = [
  ...['ids', 'ipc', 'job', 'image', 'recipe', 'problem', 'settings', 'webhook'],
  ...['library-query', 'organise', 'export', 'task', 'draft', 'prompts'],
];

const message = {
  electron:
    'Electron lives in main/index, app, shell, window, menu, image-protocol, ipc and platform only. Take a port instead.',
  layer:
    'Imports point inwards: everything may use shared; core only its ports; gateway, storage and platform only core/ports.',
  domain: 'Domain folders of the window do not import each other. Move the shared piece to ui/ or store/.',
  schema: 'Import types only: values would bring the schema library into the window.',
  keytar: 'The keychain is asked in platform/keychain.ts only.',
};

/** A restriction of imports for some files. Later ones replace earlier ones for the same file, so each is whole. */
function restrict(files, patterns, ignores = ['**/*.test.ts']) {
  return { files, ignores, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } };
}
const electron = { regex: '^electron$', message: message.electron };
const keytar = { regex: '^keytar$', message: message.keytar };
const layer = (...folders) => ({ group: folders.map((folder) => `**/${folder}/**`), message: message.layer });
const innerCore = { regex: '/core/(?!ports$|tasks$|manual-clock$)', message: message.layer };

export default tseslint.config(
  { ignores: ['out', 'dist', 'node_modules', 'playwright-report', 'test-results'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.node.json', './tsconfig.web.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Services are closures, not classes: none of their methods knows a `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 320, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        {
          selector: "CallExpression[callee.property.name='send'][callee.object.property.name='webContents']",
          message: 'Events leave main through ipc/events.ts only.',
        },
      ],
    },
  },
  restrict(['src/main/**/*.ts'], [electron, keytar]),
  restrict(['src/shared/**/*.ts'], [electron, keytar, layer('main', 'renderer', 'preload')]),
  restrict(
    ['src/main/core/**/*.ts'],
    [
      electron,
      keytar,
      layer('gateway', 'storage', 'platform', 'ipc'),
      { regex: '^(electron-store|@photostructure/sqlite)$', message: message.layer },
    ],
  ),
  restrict(['src/main/gateway/**/*.ts'], [electron, keytar, layer('storage', 'platform', 'ipc'), innerCore]),
  restrict(['src/main/storage/**/*.ts'], [electron, keytar, layer('gateway', 'platform', 'ipc'), innerCore]),
  restrict(
    ['src/main/platform/**/*.ts'],
    [keytar, layer('gateway', 'ipc'), innerCore],
    ['src/main/platform/keychain.ts', '**/*.test.ts'],
  ),
  restrict(['src/main/{index,app,shell,window,menu,image-protocol}.ts', 'src/main/ipc/{register,events}.ts'], [keytar]),
  restrict(
    ['src/preload/**/*.ts'],
    [{ group: ['**/shared/**', '!**/shared/channels'], allowTypeImports: true, message: message.schema }],
  ),
  ...['ui', 'store', ...DOMAINS].map((domain) =>
    restrict(
      [`src/renderer/src/${domain}/**/*.{ts,tsx}`, `src/renderer/${domain}/**/*.{ts,tsx}`],
      [
        electron,
        layer('main', 'preload'),
        { regex: `/shared/(${SCHEMA_MODULES.join('|')})$`, allowTypeImports: true, message: message.schema },
        {
          group: DOMAINS.filter((other) => other !== domain && !MAY_USE[domain]?.includes(other)).map(
            (other) => `../${other}/**`,
          ),
          message: message.domain,
        },
      ],
    ),
  ),
  {
    // The core takes time, chance and network as parameters, so that a test can be all three.
    files: ['src/main/core/**/*.ts'],
    ignores: ['src/main/core/system-clock.ts', 'src/main/core/manual-clock.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the Clock port.' },
        { object: 'Math', property: 'random', message: 'Take randomness as a parameter.' },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: { ...hooks.configs.recommended.rules },
  },
  {
    files: ['**/*.test.ts', 'e2e/**/*.ts'],
    rules: {
      'max-lines': ['error', 500],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // expect.any and its kind are typed as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['*.config.{js,ts}', 'e2e/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['scripts/**/*.mjs', '*.config.js'],
    languageOptions: {
      globals: Object.fromEntries(
        'process console document Image URL fetch Buffer performance setTimeout clearTimeout setInterval clearInterval AbortSignal AbortController'
          .split(' ')
          .map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
);
