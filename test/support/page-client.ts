import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'api.md'), 'utf8');

/**
 * Runs the unchanged client of `docs/api.md` in a process of its own.
 * @param changes the texts of the example that a reader replaces, and their replacements
 * @returns its output
 */
export async function runPageClient(
  key: string,
  changes: Readonly<Record<string, string>>,
): Promise<string> {
  const example = page.slice(page.indexOf('## A client'));
  let code = /```typescript\n(.*?)```/s.exec(example)?.[1] ?? '';
  for (const [from, to] of Object.entries(changes)) {
    if (!code.includes(from)) throw new Error(`The example has no ${from}.`);
    code = code.replaceAll(from, to);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-client-'));
  const file = path.join(folder, 'client.mts');
  writeFileSync(file, code);
  const client = spawn(process.execPath, ['--no-warnings', file], {
    env: { ...process.env, HABEAS_KEY: key },
  });
  const [printed, failed] = await Promise.all([text(client.stdout), text(client.stderr)]);
  rmSync(folder, { recursive: true });
  return `${printed}${failed}`;
}
