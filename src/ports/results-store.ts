import type { Readable } from 'node:stream';
import type { RequestId } from '../domain/request.ts';

export type ResultName = 'report.json' | 'manifest.json' | 'package.zip';

/** What a request produced: `dsar-results/{id}/…` and the evidence in `dsar-evidence/{id}/…`. */
export interface ResultsStore {
  put(requestId: RequestId, name: ResultName, content: Buffer): Promise<void>;
  putStream(requestId: RequestId, name: ResultName, content: Readable): Promise<void>;
  /** @returns null when there is none (not yet, or no longer) */
  getStream(
    requestId: RequestId,
    name: ResultName,
  ): Promise<{ stream: Readable; bytes: number } | null>;
  /** Deleting what is not there is a success. */
  delete(requestId: RequestId, name: ResultName): Promise<void>;
  putEvidence(requestId: RequestId, content: Buffer): Promise<void>;
  getEvidence(requestId: RequestId): Promise<Buffer | null>;
}
