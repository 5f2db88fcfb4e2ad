import type { Readable } from 'node:stream';
import type { RequestId } from '../domain/request.ts';

export type ResultName = 'report.json' | 'manifest.json' | 'package.zip';

/** The results of a request in `dsar-results/{id}/…`, and its evidence in `dsar-evidence/{id}/…`. */
export interface ResultsStore {
  put(requestId: RequestId, name: ResultName, content: Buffer): Promise<void>;
  putStream(requestId: RequestId, name: ResultName, content: Readable): Promise<void>;
  /** @returns null when the result does not exist: not yet, or no longer */
  getStream(
    requestId: RequestId,
    name: ResultName,
  ): Promise<{ stream: Readable; bytes: number } | null>;
  /** Succeeds also when the result does not exist. */
  delete(requestId: RequestId, name: ResultName): Promise<void>;
  putEvidence(requestId: RequestId, content: Buffer): Promise<void>;
}
