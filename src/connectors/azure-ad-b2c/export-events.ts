import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { AuditReports } from './audit-reports.ts';
import type { GraphClient } from './graph-client.ts';
import { literal, query } from './odata.ts';
import { auditEventShape, redactAuditEvent, targets } from './redact-audit-event.ts';

const noSignIns = 'The tenant has no licence or permission that lets sign-in logs be read.';

/** Writes what the tenant logged about the person. Memory holds only a page or two, however many events there are. */
export async function exportEvents(
  graph: GraphClient,
  objectId: string,
  sink: ExportSink,
  reports: AuditReports,
): Promise<Counts> {
  const about = await exportAudits(graph, objectId, sink, 'about', reports);
  // In B2C the app signs the person in, so the person is the target. Only few events have the person as the initiator.
  const by = await exportAudits(graph, objectId, sink, 'by', reports);
  return { auditEvents: about + by, signIns: await exportSignIns(graph, objectId, sink, reports) };
}

async function exportAudits(
  graph: GraphClient,
  objectId: string,
  sink: ExportSink,
  which: 'about' | 'by',
  reports: AuditReports,
): Promise<number> {
  const id = literal(objectId);
  const $filter =
    which === 'about' ? `targetResources/any(t:t/id eq ${id})` : `initiatedBy/user/id eq ${id}`;
  const path = `/auditLogs/directoryAudits${query({ $filter, $top: 999 })}`;
  const { pace, refused } = reports;
  let written = 0;
  for await (const events of graph.pages(path, auditEventShape, {
    pace,
    refused,
    ahead: true,
    begun: which === 'by',
  })) {
    for (const event of events) {
      // Both filters may return this event. The first filter has already written it.
      if (which === 'by' && targets(event, objectId)) continue;
      await sink.write('auditEvents', redactAuditEvent(event, objectId));
      written += 1;
    }
  }
  return written;
}

async function exportSignIns(
  graph: GraphClient,
  objectId: string,
  sink: ExportSink,
  reports: AuditReports,
): Promise<number> {
  const $filter = `userId eq ${literal(objectId)}`;
  const path = `/auditLogs/signIns${query({ $filter, $top: 999 })}`;
  let written = 0;
  if (!reports.mayHaveSignIns()) {
    sink.note('signIns', noSignIns);
    return written;
  }
  try {
    for await (const signIns of graph.pages(path, z.looseObject({ id: z.string() }), {
      pace: reports.pace,
      refused: reports.refused,
      begun: true,
    })) {
      for (const signIn of signIns) await sink.write('signIns', signIn);
      written += signIns.length;
    }
  } catch (error) {
    if (!(error instanceof SystemFailure) || error.code !== 'permission-missing') throw error;
    reports.rememberNoSignIns();
    sink.note('signIns', noSignIns);
  }
  return written;
}
