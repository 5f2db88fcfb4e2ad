// Compiles and lints infra/**/*.bicep with Bicep's own compiler. A warning is an error. The tests read the output, infra/compiled. It is
// committed, so that the tests also run without a compiler (infra/README.md, "What is proved").
// Usage: npm run infra [-- --write]; without --write it checks that infra/compiled is up to date.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findCompiler, pinnedVersion } from './bicep-compiler.mjs';

const root = path.resolve(import.meta.dirname, '..');
const infra = path.join(root, 'infra');
const compiled = path.join(infra, 'compiled');

const required = { AZURE_ENV_NAME: 'dsar-check', AZURE_LOCATION: 'germanywestcentral' };
/** Deployments that are evaluated without Azure: one with only the required parameters, and one with all parameters. */
const deployments = {
  closed: required,
  open: {
    ...required,
    HABEAS_VENDOR_SECRETS: 'B2C_DE_SECRET, HUBSPOT_TOKEN',
    HABEAS_CALLER_ADDRESSES: '0.0.0.0/0',
    HABEAS_ADMINISTRATOR_ADDRESSES: '192.0.2.10,198.51.100.0/24',
    HABEAS_SIGN_IN_CLIENT_ID: '3f0f3c1e-5a43-4b7e-9a5e-0d6a3a1f7b10',
    HABEAS_ALWAYS_READY_INSTANCES: '1',
    HABEAS_ALERT_EMAILS: 'privacy@example.org',
    HABEAS_OTLP_ENDPOINT: 'https://otel.example.org',
  },
};
const subscription = '00000000-0000-0000-0000-000000000001';
const tenant = '00000000-0000-0000-0000-000000000002';

const sources = globSync(['**/*.bicep', '**/*.bicepparam', 'bicepconfig.json', 'workbook.json'], {
  cwd: infra,
}).sort();

/** The checksums of all sources, in the format of `sha256sum --check`. */
function digests() {
  return sources
    .map((file) => {
      const content = readFileSync(path.join(infra, file));
      return `${createHash('sha256').update(content).digest('hex')}  ${file.split(path.sep).join('/')}\n`;
    })
    .join('');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Environment variables of this machine must not get into a template. */
function bicep(command, args, cwd, variables = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AZURE|HABEAS)_/.test(name));
  const env = { ...Object.fromEntries(inherited), ...variables };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env }, (error, stdout, stderr) => {
      if (error || stderr.trim()) fail(`bicep ${args.join(' ')}\n${stderr}${stdout}`);
      resolve();
    });
  });
}

/** Every file is also compiled separately, so that a file which main.bicep no longer uses is checked too. */
async function template(command) {
  const folder = copyOfInfra();
  await bicep(command, ['build', '--pattern', '**/*.bicep'], folder);
  return readFileSync(path.join(folder, 'main.json'), 'utf8');
}

async function deployment(command, variables) {
  const folder = copyOfInfra();
  const where = [
    '--tenant-id',
    tenant,
    '--subscription-id',
    subscription,
    '--location',
    required.AZURE_LOCATION,
  ];
  await bicep(command, ['snapshot', 'main.bicepparam', ...where], folder, variables);
  const { predictedResources } = JSON.parse(
    readFileSync(path.join(folder, 'main.snapshot.json'), 'utf8'),
  );
  return `${JSON.stringify(predictedResources, null, 2)}\n`;
}

function copyOfInfra() {
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-infra-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(infra, folder, { recursive: true });
  return folder;
}

const compiler = findCompiler(path.join(root, 'node_modules', '.cache', 'bicep'));
if ('reason' in compiler) {
  const consequence = 'The tests read infra/compiled as it was committed.';
  console.log(`infra was not compiled: ${compiler.reason}. ${consequence}`);
  process.exit(0);
}

const { command, version } = compiler;
const names = Object.keys(deployments);
const [main, ...evaluated] = await Promise.all([
  template(command),
  ...names.map((name) => deployment(command, deployments[name])),
]);
const made = { 'template.json': main, 'sources.sha256': digests() };
names.forEach((name, index) => (made[`${name}.json`] = evaluated[index]));

const told = `infra was compiled by Bicep ${version}: ${sources.length} files, no warnings`;
const isStale = ([file, content]) =>
  !existsSync(path.join(compiled, file)) ||
  readFileSync(path.join(compiled, file), 'utf8') !== content;
const stale = Object.entries(made).filter(isStale);
if (version !== pinnedVersion) {
  // Another version compiles the same source to another text.
  console.log(`${told}; infra/compiled is made by ${pinnedVersion} and was not compared.`);
} else if (process.argv.includes('--write')) {
  for (const [file, content] of stale) writeFileSync(path.join(compiled, file), content);
  console.log(`${told}; infra/compiled is written.`);
} else if (stale.length > 0) {
  fail("infra/compiled is stale: run 'npm run infra -- --write' and commit it.");
} else {
  console.log(`${told}; infra/compiled is up to date.`);
}
