import { spawnSync } from 'node:child_process';
import path from 'node:path';

test('the table of public holidays is what its library says', () => {
  const script = path.join(__dirname, '..', '..', 'scripts', 'generate-holidays.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);
