import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Which blobs a function has handled. Azure keeps such receipts in the container `azure-webjobs-hosts`. */
export interface BlobReceipts {
  has(blob: string, etag: string): boolean;
  add(blob: string, etag: string): void;
}

/**
 * Opens the receipts of a function in the data folder. Only the last version of a blob counts.
 * @param failed called when the file cannot be written; the host continues with the receipts in memory
 */
export function openBlobReceipts(
  dataFolder: string,
  functionName: string,
  failed: (error: unknown) => void,
): BlobReceipts {
  const folder = path.join(dataFolder, 'blob-receipts');
  const file = path.join(folder, `${functionName.toLowerCase()}.jsonl`);
  const etags = read(file);
  const attempt = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      failed(error);
    }
  };
  if (etags.size > 0)
    attempt(() => {
      const lines = [...etags].map(([blob, etag]) => lineOf(blob, etag));
      writeFileSync(`${file}.new`, lines.join(''));
      renameSync(`${file}.new`, file);
    });
  return {
    has: (blob, etag) => etags.get(blob) === etag,
    add(blob, etag) {
      etags.set(blob, etag);
      attempt(() => {
        mkdirSync(folder, { recursive: true });
        appendFileSync(file, lineOf(blob, etag));
      });
    },
  };
}

function lineOf(blob: string, etag: string): string {
  return `${JSON.stringify([blob, etag])}\n`;
}

function read(file: string): Map<string, string> {
  const etags = new Map<string, string>();
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // The first start.
  }
  for (const line of text.split('\n'))
    try {
      const [blob, etag] = JSON.parse(line) as [string, string];
      etags.set(blob, etag);
    } catch {
      // The last line is empty, or was cut when the process ended. Then its blob is handled again.
    }
  return etags;
}
