import { finalState } from '../../domain/final-state.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { exportedRecords, packageManifest, systemPath } from '../../package/package-manifest.ts';
import { finalReport } from '../../package/final-report.ts';
import { stagedExport, stagedLines, type StagedExport } from '../../package/staged-export.ts';
import { systemDocument } from '../../package/system-document.ts';
import { writePackage, type PackageFile } from '../../package/write-package.ts';
import { Readable } from 'node:stream';
import type { EndReceipt, ReportOrder } from '../../workflows/steps/compile-report.ts';
import type { Dependencies } from '../dependencies.ts';
import { endReceipt, endRequest } from './end-request.ts';
import { registered } from '../registered.ts';
import { sealWatch } from './seal-watch.ts';
import { writeEvidence } from './write-evidence.ts';

type Needs = Pick<
  Dependencies,
  'register' | 'results' | 'sealed' | 'dossiers' | 'notes' | 'policy' | 'now' | 'log'
>;

const asJson = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/**
 * Writes package and report as blobs, ends the request, and writes the evidence. After that, only the residual watch may correct the state.
 */
export async function compileReport(deps: Needs, order: ReportOrder): Promise<EndReceipt> {
  const { requestId, run, dossier } = order;
  const request = await registered(deps, requestId);
  // This run has ended, but a crash lost the receipt. Everything below was done before, but perhaps the evidence.
  if (isTerminal(request.state) || request.run !== run) {
    await writeEvidence(deps, requestId);
    return endReceipt(request, run);
  }

  const systems = inConfiguredOrder(request, order.ended ? request.systems : order.systems);
  const end = order.ended
    ? { state: order.ended.state, reason: order.ended.reason }
    : finalState(systems, deps.policy.leads);
  const finishedAt = deps.now().toISOString();
  const exported = systems.some((row) => row.verdict === 'exported');
  const files = exported ? await compilePackage(deps, request, systems) : [];
  const watchNote = await sealWatch(deps, order, systems);
  await Promise.all([
    deps.results.put(
      requestId,
      'report.json',
      asJson(finalReport(request, end, systems, finishedAt)),
    ),
    deps.results.put(
      requestId,
      'manifest.json',
      asJson({
        ...packageManifest(request, systems, files),
        state: end.state,
        report: 'report.json',
        ...(files.length > 0 && { package: 'package.zip' }),
      }),
    ),
  ]);
  const receipt = await endRequest(deps, request, {
    ...end,
    ...{ systems, finishedAt, watchNote, run, dossier },
  });
  await writeEvidence(deps, requestId);
  return receipt;
}

function inConfiguredOrder(
  request: RegisteredRequest,
  systems: readonly SystemVerdict[],
): SystemVerdict[] {
  const place = (row: SystemVerdict) => request.systemIds.indexOf(row.id);
  return [...systems].sort((a, b) => place(a) - place(b));
}

/** Writes a zip with one JSON document per exported system. It is zipped while it streams from the sealed exports. */
async function compilePackage(
  deps: Needs,
  request: RegisteredRequest,
  systems: readonly SystemVerdict[],
): Promise<PackageFile[]> {
  await deps.register.update(request.id, { state: 'reporting' });
  const exported = systems.filter((row) => row.verdict === 'exported');
  const sources = exported.map((row) => ({
    path: systemPath(row),
    records: exportedRecords(row),
    open: () => exportedDocument(deps, request.id, row),
  }));
  const { stream, files } = writePackage(sources, new Date(request.receivedAt), (written) =>
    packageManifest(request, systems, written),
  );
  const [, written] = await Promise.all([
    deps.results.putStream(request.id, 'package.zip', stream),
    files,
  ]);
  return written;
}

async function exportedDocument(
  { sealed }: Needs,
  requestId: RequestId,
  row: SystemVerdict,
): Promise<Readable> {
  const staged = (await sealed.get(requestId, stagedExport(row.id))) as StagedExport;
  const read = () => stagedLines(staged, (name) => sealed.getStream(requestId, name));
  return Readable.from(systemDocument(row, read, staged.records));
}
