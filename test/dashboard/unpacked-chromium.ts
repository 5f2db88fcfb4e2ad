import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '..', '..');

interface UnpackedChromium {
  readonly executablePath: string;
  /** The folder of the libraries and fonts that a minimal machine does not have. */
  readonly env: Readonly<Record<string, string>>;
}

/** The Chromium of the package `@sparticuz/chromium`. It is unpacked once, into a folder of its own. */
export async function unpackedChromium(): Promise<UnpackedChromium> {
  const folder = path.join(root, 'node_modules', '.cache', `chromium-${packageVersion()}`);
  if (!existsSync(folder)) {
    const script = path.join(root, 'scripts', 'unpack-chromium.mjs');
    await promisify(execFile)(process.execPath, [script, folder]);
  }
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}

function packageVersion(): string {
  const file = path.join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
