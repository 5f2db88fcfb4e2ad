import type { Server, ServerResponse } from 'node:http';

/** Knows which requests to the library's stream server were answered. */
export interface StreamAnswers {
  readonly port: number | undefined;
  /** Whether the request of an invocation has no answer yet. */
  isUnanswered(invocationId: string | undefined): boolean;
}

/** @param server the library's stream server; absent when the app does not use streams */
export function watchStreamAnswers(server: Server | undefined): StreamAnswers {
  const open = new Map<string, ServerResponse>();
  server?.on('request', (request, response) => {
    const id = request.headers['x-ms-invocation-id'];
    if (typeof id !== 'string') return;
    open.set(id, response);
    response.once('close', () => open.delete(id));
  });
  const address = server?.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    isUnanswered(invocationId = '') {
      const response = open.get(invocationId);
      return response !== undefined && !response.headersSent && !response.writableEnded;
    },
  };
}
