import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The addresses of a running host, for scripts: `run.json` of the data folder. */
export interface RunFile {
  readonly pid: number;
  readonly url: string;
  readonly durable: string;
}

/** Writes the file atomically, for its owner only. */
export function writeRunFile(dataFolder: string, content: RunFile): void {
  mkdirSync(dataFolder, { recursive: true });
  const file = runFile(dataFolder);
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

export function removeRunFile(dataFolder: string): void {
  rmSync(runFile(dataFolder), { force: true });
}

function runFile(dataFolder: string): string {
  return path.join(dataFolder, 'run.json');
}
