import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './source-files.ts';

// The code is linted under the name of a real flow, because the rules need its types.
const flow = 'src/workflows/honour-request.ts';

function complaints(code: string): string[] {
  const { stdout } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'),
      ...['--stdin', '--stdin-filename', flow, '--format', 'json'],
    ],
    {
      cwd: root,
      encoding: 'utf8',
      input: code,
      // Otherwise the parser reads the file of that name instead of the given code.
      env: { ...process.env, TSESTREE_SINGLE_RUN: 'false' },
    },
  );
  const [result] = JSON.parse(stdout) as { messages: { line: number; ruleId: string }[] }[];
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId.startsWith('no-restricted'))
    .map(({ line }) => code.split('\n')[line - 1] ?? '');
}

test('the linter refuses code in a flow that gives another value when it is replayed', () => {
  const refused = [
    'export const now = Date.now();',
    'export const today = new Date();',
    'export const dice = Math.random();',
    'export const home = process.env;',
    'export const answer = fetch("https://example.org");',
    'export const id = crypto.randomUUID();',
    'setTimeout(() => null, 1);',
    'console.log("x");',
    'export const later = async () => null;',
    'export const lazy = import("node:fs");',
    'import "durable-functions";',
  ];
  const allowed = ['export const fixed = new Date(0);', 'export const largest = Math.max(1, 2);'];
  const code = [...refused, ...allowed].join('\n');
  expect([...new Set(complaints(code))].sort()).toEqual([...refused].sort());
});
