import type { Dossier } from './dossier.ts';
import type { FailureCode } from './failure.ts';
import { foundRecords, pastRecords } from './last-search.ts';
import { sameRecord, type MatchState, type SystemFinding } from './match.ts';
import type { RequestType } from './request.ts';
import type { SystemDescription, SystemId, SystemRole } from './system.ts';
import { settle } from './settle.ts';
import {
  failedWith,
  settledAs,
  unsettled,
  type Counts,
  type Residual,
  type Settlement,
  type SystemVerdict,
  type Unsettled,
} from './verdict.ts';

/** A system that was given up while the subject was looked for. */
export interface GivenUp {
  readonly system: SystemId;
  readonly code: FailureCode;
  readonly attempts: number;
}

/** A system that will be visited. */
export interface PlannedVisit {
  readonly system: SystemId;
  readonly role: SystemRole;
  readonly canHold: boolean;
}

/** The input for the plan of a request. */
export interface PlanBasis {
  readonly type: RequestType;
  readonly dossier: Dossier;
  readonly failed: readonly GivenUp[];
  /** RFC 3339 */
  readonly now: string;
}

/**
 * The row of a system without a verdict yet; it holds the number of records found. A record of which only a log tells is a residual, and is
 * not counted.
 */
export function unsettledRow(
  systemId: SystemId,
  system: SystemDescription | undefined,
  dossier: Dossier,
  now: string,
): SystemVerdict {
  const finding = dossier.findings[systemId];
  const earlier = pastRecords(dossier, systemId);
  const records = [...earlier, ...foundRecords(finding)].filter(
    (record, index, all) => all.findIndex((other) => sameRecord(other, record)) === index,
  );
  const wasRead = finding !== undefined || earlier.length > 0;
  const found: Counts = system && wasRead ? { [system.recordsName]: records.length } : {};
  return {
    id: systemId,
    connector: system?.connector ?? 'removed',
    title: system?.title ?? systemId,
    ...unsettled,
    counts: { found },
    leads: finding?.leads ?? 0,
    attempts: 1,
    updatedAt: now,
    residuals: [],
  };
}

/**
 * The plan for one system. The row has a verdict when there is nothing to do, and none when the system will be visited.
 * @param system undefined when the system is no longer configured
 */
export function plannedRow(
  systemId: SystemId,
  system: SystemDescription | undefined,
  { type, dossier, failed, now }: PlanBasis,
): SystemVerdict {
  const finding = dossier.findings[systemId];
  const row = unsettledRow(systemId, system, dossier, now);
  if (!system) return settle(row, failedWith('misconfigured'));
  const failure = failed.find((one) => one.system === systemId);
  if (failure) return settle(row, failedWith(failure.code), { attempts: failure.attempts });
  // The system was never read, so nothing is known about it.
  if (!finding) return settle(row, failedWith('unavailable'));
  if (type === 'erasure' && finding.state === 'matched') {
    const residuals = residualsOnly(finding);
    if (residuals) return settle(row, settledAs('absent'), { residuals });
  }
  return settle(row, withoutVisit[finding.state]);
}

/** The residuals when every record is already gone; null when there is something to erase. */
function residualsOnly({ records, hits }: SystemFinding): Residual[] | null {
  const residuals = records.map(
    (record) => hits.find((hit) => sameRecord(hit.record, record) && hit.residual)?.residual,
  );
  return residuals.every((residual) => residual !== undefined) ? residuals : null;
}

const withoutVisit: Record<MatchState, Settlement | Unsettled> = {
  matched: unsettled,
  ambiguous: settledAs('ambiguous'),
  none: settledAs('absent'),
};

/** The content that the hash of a plan is made from. It changes when the set of records to visit or a verdict changes. */
export function planContent(rows: readonly SystemVerdict[], { type, dossier }: PlanBasis): string {
  const touched = rows.map((row) => [
    row.id,
    row.verdict,
    row.code,
    dossier.findings[row.id]?.records ?? [],
  ]);
  return JSON.stringify([type, touched]);
}
