import { createInterface } from 'node:readline/promises';
import { refuseUsage } from './command-failure.ts';
import type { Output } from './output.ts';

/**
 * Asks for a confirmation.
 * @param isConfirmed `--yes` was given
 * @throws CommandFailure when the answer is not yes, or when there is no terminal to ask in
 */
export async function confirm(
  output: Output,
  question: string,
  isConfirmed: boolean,
): Promise<void> {
  if (isConfirmed) return;
  if (!output.isTerminal)
    refuseUsage('There is no terminal to ask for a confirmation. Add --yes to confirm.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!['y', 'yes'].includes(answer.trim().toLowerCase())) refuseUsage('Nothing was done.');
}
