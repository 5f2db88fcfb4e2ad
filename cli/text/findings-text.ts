import type { Ended } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { styled, type Output } from '../output.ts';
import type { Finding } from '../verify/finding.ts';
import { plain } from './plain.ts';

/** Prints findings, each bad one with its fix. */
export function showFindings(output: Output, findings: readonly Finding[]): Ended {
  const isGood = findings.every(({ ok }) => ok);
  output.answer({ ok: isGood, findings }, () => findings.map(findingText).join('\n'));
  return isGood ? undefined : exitCodes.failed;
}

function findingText({ ok, what, fix }: Finding): string {
  const line = `${ok ? styled('green', 'ok  ') : styled('red', 'bad ')}  ${plain(what)}`;
  return fix === undefined ? line : `${line}\n      ${plain(fix)}`;
}
