import type { FinalState } from '../../domain/final-state.ts';
import type { RegisteredRequest } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { finalAnswer } from '../../delivery/person-message.ts';
import { finalReport } from '../../package/final-report.ts';
import type { WrittenFile } from '../../package/package-file.ts';
import { packageManifest } from '../../package/package-manifest.ts';
import type { Dependencies } from '../dependencies.ts';

const asJson = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

export interface Finish extends FinalState {
  readonly systems: readonly SystemVerdict[];
  readonly finishedAt: string;
  /** The files of the package; none after an erasure. */
  readonly files: readonly WrittenFile[];
}

/** Writes the final status of a request and its manifest as blobs. A corrected status replaces both. */
export async function writeReport(
  { results, policy, systems: configured }: Pick<Dependencies, 'results' | 'policy' | 'systems'>,
  request: RegisteredRequest,
  { state, reason, systems, finishedAt, files }: Finish,
): Promise<void> {
  const end = { state, reason };
  const message = finalAnswer(request, end, systems, policy, (id) => configured.get(id));
  const report = { ...finalReport(request, end, systems, finishedAt), message };
  const manifest = {
    ...packageManifest(request, systems, files),
    state,
    report: 'report.json',
    ...(files.length > 0 && { package: 'package.zip' }),
  };
  await Promise.all([
    results.put(request.id, 'report.json', asJson(report)),
    results.put(request.id, 'manifest.json', asJson(manifest)),
  ]);
}
