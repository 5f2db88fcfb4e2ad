import type { BlobServiceClient } from '@azure/storage-blob';
import type { RequestId } from '../domain/request.ts';
import type { ResultName, ResultsStore } from '../ports/results-store.ts';
import { openBlobContainer } from './blob-container.ts';

const contentTypes: Record<ResultName, string> = {
  'report.json': 'application/json',
  'manifest.json': 'application/json',
  'package.zip': 'application/zip',
};

/** `dsar-results/{id}/…` and `dsar-evidence/{id}/evidence.json`. */
export function createBlobResultsStore(blobs: BlobServiceClient): ResultsStore {
  const results = openBlobContainer(blobs, 'dsar-results');
  const evidence = openBlobContainer(blobs, 'dsar-evidence');
  const evidenceName = (requestId: RequestId): string => `${requestId}/evidence.json`;

  return {
    put: (requestId, name, content) =>
      results.put(`${requestId}/${name}`, content, contentTypes[name]),
    putStream: (requestId, name, content) =>
      results.putStream(`${requestId}/${name}`, content, contentTypes[name]),
    getStream: (requestId, name) => results.getStream(`${requestId}/${name}`),
    delete: (requestId, name) => results.delete(`${requestId}/${name}`),
    putEvidence: (requestId, content) =>
      evidence.put(evidenceName(requestId), content, 'application/json'),
  };
}
