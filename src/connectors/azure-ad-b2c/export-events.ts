import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { AuditReports } from './audit-reports.ts';
import type { GraphClient } from './graph-client.ts';
import { literal, query } from './odata.ts';
import { readLog } from './read-log.ts';
import { auditEventShape, redactAuditEvent, targets } from './redact-audit-event.ts';

const noSignIns = 'The tenant has no licence or permission that lets sign-in logs be read.';

/** Writes the log entries of the tenant about the person. Memory holds only one or two pages, even for very many events. */
export async function exportEvents(
  graph: GraphClient,
  objectId: string,
  sink: ExportSink,
  reports: AuditReports,
): Promise<Counts> {
  const audits = (which: 'about' | 'by') =>
    sink.section(`audits-${which}`, (from) =>
      readAudits(graph, objectId, sink, which, reports, from),
    );
  const about = await audits('about');
  // In B2C the app signs the person in, so the person is the target. Only few events have the person as the initiator.
  const by = await audits('by');
  const signIns = await sink.section('sign-ins', (from) =>
    readSignIns(graph, objectId, sink, reports, from),
  );
  return {
    auditEvents: (about['auditEvents'] ?? 0) + (by['auditEvents'] ?? 0),
    signIns: signIns['signIns'] ?? 0,
  };
}

function readAudits(
  graph: GraphClient,
  objectId: string,
  sink: ExportSink,
  which: 'about' | 'by',
  { pace, refused }: AuditReports,
  from: string | null,
): Promise<void> {
  const id = literal(objectId);
  const $filter =
    which === 'about' ? `targetResources/any(t:t/id eq ${id})` : `initiatedBy/user/id eq ${id}`;
  return readLog(graph, sink, from, {
    path: `/auditLogs/directoryAudits${query({ $filter, $top: 999 })}`,
    item: auditEventShape,
    manner: { pace, refused, ahead: true, begun: which === 'by' },
    async write(event) {
      // Both filters may return this event. The first filter has already written it.
      if (which === 'by' && targets(event, objectId)) return;
      await sink.write('auditEvents', redactAuditEvent(event, objectId));
    },
  });
}

async function readSignIns(
  graph: GraphClient,
  objectId: string,
  sink: ExportSink,
  reports: AuditReports,
  from: string | null,
): Promise<void> {
  const $filter = `userId eq ${literal(objectId)}`;
  if (!reports.mayHaveSignIns()) {
    sink.remark('signIns', noSignIns);
    return;
  }
  try {
    await readLog(graph, sink, from, {
      path: `/auditLogs/signIns${query({ $filter, $top: 999 })}`,
      item: z.looseObject({ id: z.string() }),
      manner: { pace: reports.pace, refused: reports.refused, begun: true },
      write: (signIn) => sink.write('signIns', signIn),
    });
  } catch (error) {
    if (!(error instanceof SystemFailure) || error.code !== 'permission-missing') throw error;
    reports.rememberNoSignIns();
    sink.remark('signIns', noSignIns);
  }
}
