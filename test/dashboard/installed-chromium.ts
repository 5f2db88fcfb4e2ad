import { existsSync } from 'node:fs';

// The headless shell first: it draws the same page with a third of the work, because it has no window.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
] as const;

/** Path of the Chromium that the variable `CHROMIUM` names, else of the first one that is installed. */
export function installedChromium(): string | undefined {
  return [process.env['CHROMIUM'] ?? places].flat().find((place) => existsSync(place));
}

/** Whether the package `@sparticuz/chromium` has a Chromium for this platform. */
export const packageHasChromium = process.platform === 'linux' && process.arch === 'x64';
