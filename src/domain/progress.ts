import type { FailureCode } from './failure.ts';
import type { SystemId } from './system.ts';

/** The kinds of steps in a system. */
export const stepKinds = ['find', 'freeze', 'export', 'erase', 'verify', 'release'] as const;

export type StepKind = (typeof stepKinds)[number];

/** What a system without a verdict waits for. */
export type WaitKind = 'system' | 'earlier-request' | 'decision' | 'date';

/** The newest try in one system that has no verdict yet. */
export interface Progress {
  readonly system: SystemId;
  readonly step: StepKind;
  /** RFC 3339: when this step was tried first. */
  readonly since: string;
  /** How often the step was tried. */
  readonly attempts: number;
  /** Why the last try failed; null when it did not. */
  readonly code: FailureCode | null;
  /** RFC 3339: when the next try begins; null when none is planned. */
  readonly nextAt: string | null;
  readonly waitingFor: WaitKind | null;
}

/** The systems that hold up a request: they did not answer, or they are still working. */
export function waitingSystems(progress: readonly Progress[]): SystemId[] {
  return progress.filter(({ waitingFor }) => waitingFor === 'system').map(({ system }) => system);
}
