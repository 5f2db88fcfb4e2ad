import type { FinalState } from '../domain/final-state.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { SystemVerdict } from '../domain/verdict.ts';

export interface EvidenceEntry {
  readonly at: string;
  readonly what: 'received' | 'settled' | 'finished' | 'watched';
  readonly system?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The record of all results, in order and without personal data. With it a controller can show compliance (GDPR Art. 5(2)). */
export function compileEvidence(
  request: RegisteredRequest,
  end: FinalState,
  systems: readonly SystemVerdict[],
  finishedAt: string,
): readonly EvidenceEntry[] {
  return [
    {
      at: request.receivedAt,
      what: 'received',
      detail: { type: request.type, regulation: request.regulation, reference: request.reference },
    },
    ...systems.map((row) => ({
      at: row.updatedAt,
      what: 'settled' as const,
      system: row.id,
      detail: {
        verdict: row.verdict,
        code: row.code,
        until: row.until,
        counts: row.counts,
        attempts: row.attempts,
        residuals: row.residuals,
      },
    })),
    { at: finishedAt, what: 'finished', detail: { ...end, planHash: request.planHash } },
  ];
}
