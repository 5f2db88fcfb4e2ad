import { isGood } from '../../domain/verdict.ts';
import type { SystemStatus } from '../../doors/http/api-shapes.ts';

/** How many systems of a request are done, well or otherwise. */
export interface Progress {
  readonly systems: number;
  readonly decided: number;
  /** Decided, but not with a good verdict, or with residuals that outlived their date. */
  readonly exceptions: number;
}

export function progressOf(
  systems: readonly (Pick<SystemStatus, 'verdict'> & Partial<Pick<SystemStatus, 'residuals'>>)[],
): Progress {
  const decided = systems.filter(({ verdict }) => verdict !== null && verdict !== 'pending');
  const exceptions = decided.filter(({ verdict, residuals = [] }) =>
    [verdict, ...residuals.map((residual) => residual.verdict)].some((one) => one && !isGood(one)),
  );
  return { systems: systems.length, decided: decided.length, exceptions: exceptions.length };
}

/** Such as `3 of 5, 1 exception`. */
export function progressText({ systems, decided, exceptions }: Progress): string {
  if (systems === 0) return 'not known yet';
  const done = `${decided} of ${systems}`;
  if (exceptions === 0) return done;
  return `${done}, ${exceptions === 1 ? '1 exception' : `${exceptions} exceptions`}`;
}
