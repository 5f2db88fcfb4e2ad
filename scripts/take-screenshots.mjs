// Takes the screenshots of docs/dashboard.md: starts the whole stack with invented people, sends requests, and photographs each view.
// Usage: node local/prepare.mjs scripts/take-screenshots.mjs [OUTPUT], by default docs/images. CHROMIUM names the browser to use.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '..');
const output = path.resolve(process.argv[2] ?? path.join(root, 'docs', 'images'));
const data = mkdtempSync(path.join(tmpdir(), 'habeas-screenshots-'));

// Under UK law an erasure waits for an approval, so that there is something to decide.
const gates = [{ type: 'erasure', regulation: 'uk-gdpr', approvals: 1 }];

async function startStack() {
  const policy = path.join(data, 'policy.json');
  writeFileSync(policy, JSON.stringify({ gates }));
  const main = path.join(root, 'local', 'start.ts');
  const options = ['--data', data, '--port', '0', '--policy', policy, '--systems', 'core'];
  const supervisor = spawn(process.execPath, [main, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: supervisor.stdout })) {
    console.log(line);
    if (line.startsWith('Running until')) break;
  }
  supervisor.stdout.resume();
  return supervisor;
}

const stack = await startStack();
const { api, sandbox } = JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8'));

async function call(method, where, body) {
  const answer = await fetch(`${api}/${where}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function reach(id, fits) {
  for (;;) {
    const request = await call('GET', `requests/${id}`);
    if (fits(request)) return request;
    await delay(500);
  }
}

/** Sends requests for people of the sandbox, and stops one system, so that every view has something to show. */
async function fill() {
  const people = await (await fetch(`${sandbox}/control/people?in=b2c-de,hubspot&limit=8`)).json();
  const accounts = people.map(({ accounts: all }) => all.find(({ system }) => system === 'b2c-de'));
  const send = async (place, type, regulation) => {
    const { objectId } = accounts[place];
    const subject = { accounts: [{ tenant: 'b2c-de', objectId }] };
    const reference = `CASE-${4700 + place}`;
    return (await call('POST', 'requests', { type, regulation, reference, subject })).id;
  };
  await reach(await send(0, 'access', 'gdpr'), ({ finishedAt }) => finishedAt !== null);
  await reach(await send(1, 'erasure', 'gdpr'), ({ finishedAt }) => finishedAt !== null);
  const approval = await send(2, 'erasure', 'uk-gdpr');
  await send(3, 'erasure', 'uk-gdpr');
  await reach(approval, ({ state }) => state === 'awaiting-approval');
  await call('POST', 'systems/hubspot/probe', {});
  await call('POST', 'systems/mailchimp/probe', {});
  await call('POST', 'systems/hubspot/pause', {});
  const waiting = await send(4, 'erasure', 'gdpr');
  await send(5, 'access', 'gdpr');
  await reach(waiting, ({ waitingFor }) => waitingFor.includes('hubspot'));
  return { approval, waiting };
}

function browserOptions() {
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
  const named = process.env.CHROMIUM;
  if (named) return { executablePath: named, args };
  const file = path.join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8'));
  const folder = path.join(root, 'node_modules', '.cache', `chromium-${version}`);
  if (!existsSync(folder))
    throw new Error('Run the tests of the dashboard once, or set CHROMIUM to a browser.');
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
    FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
  };
  return { executablePath: path.join(folder, 'chromium'), env, args };
}

const light = { viewport: { width: 1280, height: 800 } };
const dark = { ...light, colorScheme: 'dark' };
const phone = { viewport: { width: 390, height: 760 } };

async function photograph(browser, name, hash, options) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${api}/dashboard${hash}`);
  await page.getByText('Reading…').first().waitFor({ state: 'detached' });
  await page.locator('main :is(h2, table, .tiles)').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.screenshot({ path: path.join(output, `${name}.png`) });
  console.log(`${name}.png`);
  await context.close();
}

try {
  const { approval, waiting } = await fill();
  mkdirSync(output, { recursive: true });
  const browser = await chromium.launch(browserOptions());
  await photograph(browser, 'overview', '#/overview', light);
  await photograph(browser, 'overview-dark', '#/overview', dark);
  await photograph(browser, 'overview-phone', '#/overview', phone);
  await photograph(browser, 'requests', '#/requests', light);
  await photograph(browser, 'request', `#/requests/${waiting}`, light);
  await photograph(browser, 'request-phone', `#/requests/${approval}`, phone);
  await photograph(browser, 'systems', '#/systems', light);
  await photograph(browser, 'queues', '#/queues', light);
  await photograph(browser, 'upkeep', '#/upkeep', light);
  await browser.close();
} finally {
  stack.kill('SIGINT');
  await once(stack, 'exit');
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}
