import { candidateCode, candidatesOf, type Candidate } from '../domain/candidate.ts';
import { isTerminal, type RegisteredRequest } from '../domain/request.ts';
import { whyNoKey } from '../domain/retry.ts';
import type { SystemId } from '../domain/system.ts';
import { KeyDestroyed } from '../ports/key-ring.ts';
import { recordKey } from '../ports/record-key.ts';
import { refuseInState } from './decide.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';
import { refuse } from './problem.ts';

/** A candidate with its two names: `key` in rows and facts, `code` for operators. */
export interface NamedCandidate extends Candidate {
  readonly key: string;
  readonly code: string;
}

/**
 * The records of one system among which an operator must choose, as of the newest plan or report.
 * @throws Refused `not-found` when the request has no such system; `not-allowed-in-state` when its key is destroyed
 */
export async function candidatesAt(
  intake: Intake,
  caller: HttpCall['caller'],
  request: RegisteredRequest,
  system: SystemId,
): Promise<NamedCandidate[]> {
  const { id, state, dossier: version, systemIds } = request;
  if (!systemIds.includes(system)) refuse('not-found', 'This request has no system with this id.');
  const noKey = isTerminal(state) ? whyNoKey(request, intake.now()) : null;
  if (noKey !== null) refuseInState(intake, request, caller, noKey);
  if (version === 0) return [];
  try {
    const { findings } = await intake.dossiers.read(id, version);
    const finding = findings[system];
    return await Promise.all(
      (finding ? candidatesOf(finding) : []).map(async (candidate) => {
        const key = await recordKey(intake, id, system, candidate.record);
        return { ...candidate, key, code: candidateCode(key) };
      }),
    );
  } catch (error) {
    if (!(error instanceof KeyDestroyed)) throw error;
    return refuseInState(intake, request, caller, 'The key of this request is destroyed.');
  }
}
