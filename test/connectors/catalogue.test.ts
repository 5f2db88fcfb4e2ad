import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { connectors } from '../../src/connectors/catalogue.ts';

test('the list and the manual of connectors are what their files say', () => {
  const script = path.join(__dirname, '..', '..', 'scripts', 'generate-catalogue.mjs');
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', script, '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('every connector says what to grant, what it finds and what it cannot do', () => {
  for (const { guide } of connectors) {
    for (const list of [guide.permissions, guide.finds, guide.limits]) {
      expect(list.length).toBeGreaterThan(0);
    }
    expect(guide.erases).not.toBe('');
  }
});
