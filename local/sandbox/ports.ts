import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Listener } from './http/listener.ts';

const fileIn = (folder: string) => path.join(folder, 'ports.json');

/** The ports of the last start, by `control`, `authority` and system id. */
export function lastPorts(folder: string): Readonly<Record<string, number>> {
  const file = fileIn(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
}

/** Writes the ports for the next start. The ports of systems that are not open now are kept. */
export function keepPorts(folder: string, listeners: ReadonlyMap<string, Listener>): void {
  const open = Object.fromEntries([...listeners].map(([name, { port }]) => [name, port]));
  const file = fileIn(folder);
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...lastPorts(folder), ...open }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
