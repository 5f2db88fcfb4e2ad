import path from 'node:path';
import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Durable orchestrations are replayed. A value that differs at the second run breaks a request that has waited for weeks.
const wallClock =
  'A replayed flow must not ask the wall clock: take the time from the durable context.';
const outside = 'A replayed flow does no I/O: put it into an activity.';

const deterministic = {
  'no-restricted-globals': [
    'error',
    { name: 'process', message: outside },
    { name: 'fetch', message: outside },
    { name: 'console', message: 'Logs of a replayed flow repeat: use the context’s log.' },
    { name: 'crypto', message: 'A replayed flow must not draw random values.' },
    { name: 'performance', message: wallClock },
    { name: 'setTimeout', message: 'Wait on a durable timer.' },
    { name: 'setInterval', message: 'Wait on a durable timer.' },
    { name: 'setImmediate', message: 'Wait on a durable timer.' },
    { name: 'queueMicrotask', message: 'A flow is driven by the durable engine alone.' },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: wallClock },
    { object: 'Math', property: 'random', message: 'A replayed flow must not draw random values.' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: wallClock },
    { selector: 'AwaitExpression', message: 'A flow yields durable tasks; it never awaits.' },
    {
      selector: ':function[async=true]',
      message: 'A flow yields durable tasks; it is never async.',
    },
    { selector: 'ImportExpression', message: outside },
  ],
};

const durableFunctions = {
  group: ['durable-functions', 'durable-functions/*'],
  message: 'Only src/workflows/durable.ts, src/azure and src/main.ts know durable-functions.',
};

export default defineConfig(
  {
    ignores: [
      'dist/',
      'cli/dist/',
      'node_modules/',
      'coverage/',
      '.habeas/',
      'bench/results/',
      'test/local/host/golden/',
    ],
  },
  eslint.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'src/tsconfig.json',
          'src/dashboard/web/tsconfig.json',
          'local/tsconfig.json',
          'cli/tsconfig.json',
          'bench/tsconfig.json',
          'test/tsconfig.json',
        ].map((file) => path.join(import.meta.dirname, file)),
      },
    },
    rules: {
      // A method of a port returns a promise, but an implementation may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      // `SystemId | 'request'` tells a reader more than `string`.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/azure/**', 'src/workflows/durable.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [durableFunctions] }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/read-configuration.ts', 'src/dashboard/web/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only src/config/read-configuration.ts reads the environment.',
        },
      ],
      'no-console': 'error',
    },
  },
  { files: ['src/workflows/**/*.ts'], rules: deterministic },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'max-lines': 'off',
      // Tests read bodies of answers without a type. The assertions say what the bodies must hold.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'module', 'require', 'URL', 'Buffer', 'fetch', 'setTimeout'].map(
          (name) => [name, name === 'module' ? 'writable' : 'readonly'],
        ),
      ),
    },
  },
  // An orchestrator is a generator, but a small one may have nothing to wait for.
  { files: ['test/**', 'bench/**'], rules: { 'require-yield': 'off' } },
);
