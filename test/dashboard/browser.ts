import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/**
 * Starts Chromium: the one that `CHROMIUM` names, else `/usr/bin/chromium`.
 *
 * @throws with the command that installs it when there is none
 */
export async function launchBrowser(): Promise<Browser> {
  const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(path))
    throw new Error(
      `No Chromium at ${path}, and the dashboard is tested in a real browser. On Debian or Ubuntu: ` +
        'apt-get install -y --no-install-recommends chromium. Elsewhere set CHROMIUM to its executable.',
    );
  // As root, as in most containers, Chromium cannot build its sandbox; the page under test is our own.
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
