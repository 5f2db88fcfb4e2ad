import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One folder for all files that a test run writes outside the project, also from processes that tests kill. */
export default function makeScratchFolder(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-tests-'));
  // What `os.tmpdir()` reads: TMPDIR, on Windows TEMP. The workers inherit both.
  process.env['TMPDIR'] = folder;
  process.env['TEMP'] = folder;
  process.env['HABEAS_TESTS_SCRATCH'] = folder;
}
