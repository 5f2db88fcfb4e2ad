import { chromium, type Browser } from 'playwright-core';
import { installedChromium, packageHasChromium } from './installed-chromium.ts';
import { unpackedChromium } from './unpacked-chromium.ts';

/**
 * Starts the installed Chromium, else the one that a package brings.
 *
 * @throws where no Chromium is installed and the package has none for this platform
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // Chromium cannot build its sandbox as root or in most containers. The page under test is our own, and needs no GPU.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

async function findChromium() {
  const installed = installedChromium();
  if (installed !== undefined) return { executablePath: installed, env: {} };
  if (packageHasChromium) return unpackedChromium();
  throw new Error(
    'The dashboard is tested in a real browser, and there is none. Install Chromium or Chrome, or set the variable CHROMIUM to the path of its executable.',
  );
}
