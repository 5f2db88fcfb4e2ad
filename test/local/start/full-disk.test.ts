import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keepFile } from '../../../local/start/kept-file.ts';
import { openLogFile } from '../../../local/start/log-file.ts';
import { supervise } from '../../../local/start/supervised-process.ts';
import { openTerminal } from '../../../local/start/terminal.ts';
import { freshDataFolder, removeDataFolder } from '../../support/stack.ts';
import { until } from '../../support/until.ts';

let folder: string;
let told: string[];
const tell = (line: string) => {
  told.push(line);
};
beforeEach(() => {
  folder = freshDataFolder();
  told = [];
});
afterEach(() => {
  removeDataFolder(folder);
});

/** Every write to the file fails with ENOSPC until the link is removed. */
function fullDiskAt(file: string): void {
  symlinkSync('/dev/full', file);
}

test('a log reports a full disk once, loses lines for this time, and is written again later', () => {
  const file = path.join(folder, 'start.log');
  const log = openLogFile(file, tell);
  fullDiskAt(file);
  log.append('lost\n');
  log.append('lost too\n');
  rmSync(file);
  log.append('kept\n');
  log.append('and kept\n');
  expect(readFileSync(file, 'utf8')).toBe('kept\nand kept\n');
  expect(told).toEqual([
    `The log ${file} cannot be written (ENOSPC): continuing without it.`,
    `The log ${file} can be written again.`,
  ]);
});

test('run.json is written with its current content as soon as there is space again', async () => {
  const file = path.join(folder, 'run.json');
  const draft = `${file}.${String(process.pid)}.tmp`;
  fullDiskAt(draft);
  let pid = 1;
  const kept = keepFile(file, () => String(pid), tell, 10);
  kept.write();
  expect(existsSync(file)).toBe(false);
  pid = 2;
  rmSync(draft);
  await until('the file is there', () => existsSync(file));
  expect(readFileSync(file, 'utf8')).toBe('2');
  expect(told).toEqual([
    `${file} cannot be written (ENOSPC): trying again until it can.`,
    `${file} is written again.`,
  ]);
  kept.remove();
  expect(existsSync(file)).toBe(false);
});

test('a process that ends is started again even on a full disk, with a line and a growing delay', async () => {
  const script = path.join(folder, 'ends.mjs');
  const starts = path.join(folder, 'starts');
  writeFileSync(
    script,
    `import { appendFileSync } from 'node:fs';
    console.log('a line for the log');
    console.error('The durable engine has stopped.');
    appendFileSync(${JSON.stringify(starts)}, 'x');
    setTimeout(() => process.exit(1), 100);`,
  );
  const logFile = path.join(folder, 'process.log');
  fullDiskAt(logFile);
  const startLog = path.join(folder, 'start.log');
  const printed = jest.spyOn(console, 'log').mockImplementation(tell);
  const passedOn = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const terminal = openTerminal(startLog);
  const count = () => (existsSync(starts) ? readFileSync(starts, 'utf8').length : 0);
  let seen = 0;
  const one = await supervise(
    {
      title: 'The test',
      command: [script],
      environment: process.env,
      logFile,
      outlives: 0,
      ready: () => Promise.resolve(count() > seen),
    },
    terminal,
    () => (seen = count()),
  );
  seen = count();
  await until('it was started three times', () => count() >= 3);
  await one.stop();
  printed.mockRestore();
  passedOn.mockRestore();
  const restarts = told.filter((line) => line.startsWith('The test ended'));
  expect(restarts.slice(0, 2)).toEqual([
    'The test ended (exit code 1); starting it again in 0.2 s.',
    'The test ended (exit code 1); starting it again in 0.4 s.',
  ]);
  expect(told).toContain(`The log ${logFile} cannot be written (ENOSPC): continuing without it.`);
  expect(readFileSync(startLog, 'utf8')).toContain('starting it again');
});
