import js from '@eslint/js'
import jsdoc from 'eslint-plugin-jsdoc'
import tseslint from 'typescript-eslint'
import shishi from './.ci/eslint/index.mjs'

/** What a browser or Node has and WeChat's runtime does not. */
const missingInWeChat = [
  ...[
    'process',
    'Buffer',
    'require',
    'module',
    'exports',
    'global',
    '__dirname',
    '__filename',
    'setImmediate',
  ],
  ...['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'alert', 'history'],
  ...['fetch', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'AbortController', 'FormData', 'Blob'],
  ...['structuredClone', 'crypto', 'performance', 'queueMicrotask', 'XMLHttpRequest', 'WebSocket', 'Intl'],
].map((name) => ({ name, message: 'WeChat does not have it.' }))

const nodeGlobals = Object.fromEntries(
  ['process', 'console', 'URL', 'fetch', 'Buffer', 'setTimeout', 'clearTimeout', 'setInterval', 'performance']
    .concat(['clearInterval', 'AbortSignal', 'AbortController', 'structuredClone', 'setImmediate'])
    .map((name) => [name, 'readonly']),
)

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '.build/**',
      '.data/**',
      '.cache/**',
      'coverage/**',
      'cloudfunctions/dist/**',
      'miniprogram/miniprogram_npm/**',
      'test/**/fixtures/**',
      '**/*.wxs',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      // Text from people is checked for control characters on purpose.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { shishi },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // The kit hands its functions out of objects; none of them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      'shishi/no-escape-from-transaction': 'error',
    },
  },
  {
    files: ['cloudfunctions/*/rules.ts', 'cloudfunctions/*/store.ts', 'cloudfunctions/*/actions/**/*.ts'],
    rules: { 'shishi/no-ambient-input': 'error' },
  },
  {
    files: ['cloudfunctions/shared/**/*.ts'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true, ArrowFunctionExpression: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSEnumDeclaration'],
          enableFixer: false,
        },
      ],
    },
  },
  {
    files: ['miniprogram/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...missingInWeChat],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: 'cloudfunctions/', allowTypeImports: true, message: 'Types only: `import type`.' },
            { regex: '^node:', message: 'WeChat has no Node modules.' },
          ],
        },
      ],
    },
  },
  {
    // A declaration that mends another one repeats its parameters.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/no-unused-vars': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { ...nodeGlobals } },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: { module: 'writable' } } },
)
