import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';

type Request = (
  url: string | URL,
  options: RequestOptions,
  listener?: (answer: IncomingMessage) => void,
) => ClientRequest;

/** A call of a connector, recognised by its URL. Other calls, such as those for tokens, are not changed. */
export interface HeardCall {
  readonly method: string;
  readonly url: URL;
  /** The body that was sent. Only complete when the call has been sent. */
  readonly sent: () => string;
}

/**
 * Replaces the answers of calls.
 * @returns a function that ends the replacement
 */
export function replaceAnswers(
  replace: (answer: IncomingMessage, call: HeardCall) => Promise<IncomingMessage>,
): () => void {
  const spies = [http, https].map((module) => {
    const original: Request = module.request;
    const request: Request = (url, options, listener) => {
      if (typeof url !== 'string') return original(url, options, listener);
      let sent = '';
      const call = {
        method: options.method ?? 'GET',
        url: new URL(url),
        sent: () => sent,
      };
      const outgoing = original(url, options, (answer) => {
        void replace(answer, call).then(listener);
      });
      const end = outgoing.end.bind(outgoing);
      outgoing.end = (content?: unknown) => {
        if (Buffer.isBuffer(content)) sent = content.toString();
        return end(content);
      };
      return outgoing;
    };
    return jest.spyOn(module, 'request').mockImplementation(request);
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}
