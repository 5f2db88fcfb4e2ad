import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { refuseUsage } from '../command-failure.ts';
import type { CommandLine, Ended } from '../command-line.ts';
import { showFindings } from '../text/findings-text.ts';
import { bad, type Finding } from '../verify/finding.ts';
import { readPackage } from '../verify/read-package.ts';
import { isEvidence, verifyEvidence } from '../verify/verify-evidence.ts';
import { verifyPackage } from '../verify/verify-package.ts';

/** `verify`: checks a package or evidence on this machine. It needs no service. */
export function addVerifyCommand({ add }: CommandLine): void {
  add(
    new Command('verify')
      .description(
        'check that a package (.zip) or evidence (.json) is complete and unchanged, without the service',
      )
      .argument('<file>'),
    async ({ output }, file: string): Promise<Ended> =>
      showFindings(output, await verifyFile(file)),
  );
}

async function verifyFile(file: string): Promise<readonly Finding[]> {
  const document = read(file);
  if (isEvidence(document)) return verifyEvidence(document);
  if (document !== undefined) refuseUsage('This JSON is not the evidence of a request.');
  try {
    return verifyPackage(await readPackage(file));
  } catch {
    return [
      bad(
        'The package cannot be read: it is damaged, or it is not a zip file.',
        'Download it again.',
      ),
    ];
  }
}

function read(file: string): unknown {
  let bytes: Buffer;
  try {
    // A package can be larger than memory, so only its first bytes are read to recognise it.
    bytes = file.endsWith('.zip') ? Buffer.alloc(0) : readFileSync(file);
  } catch {
    refuseUsage('There is no such file, or it cannot be read.');
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
