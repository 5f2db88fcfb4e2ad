import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(__dirname, '..', '..');
/** Variables that are not inherited: the address of the service, and those that turn off colours. */
const decidedHere = [
  'HABEAS_URL',
  'HABEAS_KEY',
  'HABEAS_TOKEN',
  'NO_COLOR',
  'FORCE_COLOR',
  'NODE_DISABLE_COLORS',
  'CI',
  'TERM',
];
const program = path.join(root, 'cli', 'main.ts');

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the command line as a process whose streams are pipes. */
export async function runHabeas(
  args: readonly string[],
  { environment = {}, input = '' }: RunOptions = {},
): Promise<Ran> {
  return startHabeas(args, { environment, input }).ended;
}

/** A command that runs. */
export interface Running {
  /** What it has printed on standard error. */
  errors(): string;
  readonly ended: Promise<Ran>;
}

/** Starts the command line as a process, for tests that act while it runs. */
export function startHabeas(
  args: readonly string[],
  { environment = {}, input = '' }: RunOptions = {},
): Running {
  return start(process.execPath, [program, ...args], environment, input);
}

/** Runs it in a pseudo-terminal, which the program `script` of every Linux makes. Terminals write both streams into one. */
export async function runInTerminal(
  args: readonly string[],
  { environment = {}, input = '' }: RunOptions = {},
): Promise<Ran> {
  const commandLine = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  return start(
    'script',
    ['--quiet', '--return', '--command', `stty cols 100; exec ${commandLine}`, '/dev/null'],
    { TERM: 'xterm-256color', ...environment },
    input,
  ).ended;
}

function start(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input: string,
): Running {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !decidedHere.includes(name)),
  );
  const child = spawn(command, args, { env: { ...inherited, ...environment } });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.on('error', () => undefined).end(input);
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    output,
    errors,
  }));
  return { errors: () => errors, ended };
}
