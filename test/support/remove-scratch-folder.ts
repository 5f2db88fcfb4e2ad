import { rmSync } from 'node:fs';

export default function removeScratchFolder(): void {
  const folder = process.env['HABEAS_TESTS_SCRATCH'];
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
