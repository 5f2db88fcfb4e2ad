import { randomBytes } from 'node:crypto';
import type fc from 'fast-check';
import type { Trace } from '../../support/sandbox-client.ts';
import type { TestStack } from '../../support/stack.ts';

/**
 * A story about invented people. fast-check generates it. It runs on a whole stack, and compares the result with the actual data in the
 * sandbox.
 */
export interface RandomStory<Drawn> {
  readonly drawn: fc.Arbitrary<Drawn>;
  /** Throws when a rule is broken. Stories run at the same time, so a story uses only its own people and faults. */
  readonly play: (stack: TestStack, drawn: Drawn) => Promise<void>;
}

/** Part of every address of one story, so that no two stories share a person. */
export const newMark = (): string => randomBytes(5).toString('hex');

export const inSystem = (traces: readonly Trace[], system: string): string[] =>
  traces.filter((trace) => trace.system === system).map(({ what }) => what);

/** A tenant keeps its audit records for some days. Nobody can erase them. */
export const erasable = (traces: readonly Trace[]): Trace[] =>
  traces.filter(({ what }) => what !== 'auditEvent');

/** Nothing of the person is left in a system whose verdict is `erased` or `absent`. */
export function expectTrue(
  verdicts: Readonly<Record<string, string | null>>,
  traces: readonly Trace[],
): void {
  for (const [system, verdict] of Object.entries(verdicts))
    if (verdict === 'erased' || verdict === 'absent')
      expect([system, verdict, inSystem(erasable(traces), system)]).toEqual([system, verdict, []]);
}
