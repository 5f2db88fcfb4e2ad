import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { connectors } from '../../src/connectors/catalogue.ts';

test('the generated list and manual of connectors are up to date', () => {
  const script = path.join(__dirname, '..', '..', 'scripts', 'generate-catalogue.mjs');
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', script, '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('every connector states its permissions, what it finds and its limits', () => {
  for (const { guide } of connectors) {
    for (const list of [
      guide.permissions,
      guide.finds,
      guide.limits,
      guide.neverSearched,
      guide.remains,
    ]) {
      expect(list.length).toBeGreaterThan(0);
    }
    expect(guide.erases).not.toBe('');
  }
});
