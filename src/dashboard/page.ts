import { readFile } from 'node:fs/promises';
import type { HttpResponseInit } from '@azure/functions';

/** Serves the built page. It holds no data: its calls carry the key of whoever looks at it. */
export function dashboardPage(file: string): () => Promise<HttpResponseInit> {
  return async () => ({
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      // The page brings its own policy; this part of it works as a header only.
      'content-security-policy': "frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: await readFile(file),
  });
}
