import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** Writes a file that only its owner can read; readers see the old content or the new, never a part. */
export function writeAtomically(file: string, content: string): void {
  const draft = `${file}.${String(process.pid)}.tmp`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}
