// Runs the demonstration in a separate process, so that its memory is freed when it ends. Usage: node local/start/demo/main.ts DATA
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunFile } from '../run-file.ts';
import { openTerminal } from '../terminal.ts';
import { runDemo } from './demo.ts';

const dataFolder = path.resolve(process.argv[2] ?? '.habeas');
const run = JSON.parse(readFileSync(path.join(dataFolder, 'run.json'), 'utf8')) as RunFile;
const terminal = openTerminal(path.join(dataFolder, 'logs', 'start.log'));

runDemo({ run, dataFolder, terminal }).catch((error: unknown) => {
  terminal.say(
    `The demonstration failed: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
});
