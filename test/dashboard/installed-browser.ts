import { existsSync } from 'node:fs';

// The headless shell first: it draws the same page at a third of the work, for there is no window around it.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
] as const;

/** The Chromium that drives the dashboard's tests: what `CHROMIUM` names, else the first that is installed. */
export function installedBrowser(): string | undefined {
  return [process.env['CHROMIUM'] ?? places].flat().find((place) => existsSync(place));
}
