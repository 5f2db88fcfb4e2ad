import { readFile } from 'node:fs/promises';
import type { HttpResponseInit } from '@azure/functions';

/** Serves the built page. The page holds no data: its calls carry the function key of the operator who uses it. */
export function dashboardPage(file: string): () => Promise<HttpResponseInit> {
  return async () => ({
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      // The page carries its own policy in a meta element. Browsers ignore frame-ancestors there, so it is sent as a header.
      'content-security-policy': "frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: await readFile(file),
  });
}
