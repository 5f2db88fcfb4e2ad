import { chromium, type Browser } from 'playwright-core';
import { installedBrowser } from './installed-browser.ts';

/**
 * Starts the Chromium that is installed.
 *
 * @throws with the command that installs one when there is none
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = installedBrowser();
  if (executablePath === undefined)
    throw new Error(
      'The dashboard is tested in a real browser, and no Chromium is there. On Debian: ' +
        'apt-get install -y --no-install-recommends chromium-headless-shell. Elsewhere set CHROMIUM to its executable.',
    );
  // As root, as in most containers, Chromium cannot build its sandbox; the page under test is our own.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
