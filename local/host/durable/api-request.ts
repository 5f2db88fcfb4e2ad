import type { IncomingMessage } from 'node:http';

/** A parsed request to the Durable HTTP API. */
export interface ApiRequest {
  readonly method: string;
  /** The decoded parts of the path after the base. */
  readonly segments: readonly string[];
  readonly query: CaseBlindQuery;
  /** The requested address. It becomes the Location of a poll. */
  readonly url: string;
  /** `http://host:port`, as the caller wrote it. */
  readonly origin: string;
  readonly mediaType: string | undefined;
  readonly continuationToken: string | undefined;
  /** How long the caller accepts to wait (RFC 7240, `Prefer: wait=seconds`); 0 by default. */
  readonly waitMilliseconds: number;
  body(): Promise<string>;
}

/** Query parameters. The case of their names is ignored. */
export interface CaseBlindQuery {
  get(name: string): string | undefined;
  all(name: string): string[];
  /** True or false for `true` and `false` in any case. Other values are ignored. */
  flag(name: string): boolean | undefined;
}

/** @param path the part of the URL after the base, not decoded */
export function readApiRequest(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): ApiRequest {
  const { headers, url = '/', method = 'GET' } = request;
  const origin = `http://${headers.host ?? 'localhost'}`;
  const token = headers['x-ms-continuation-token'];
  return {
    method,
    segments: decodeSegments(path),
    query: caseBlind(query),
    get url() {
      return `${origin}${unescaped(url)}`;
    },
    origin,
    mediaType: headers['content-type']?.split(';')[0]?.trim().toLowerCase(),
    continuationToken: typeof token === 'string' && token !== '' ? token : undefined,
    waitMilliseconds: preferredWait(headers['prefer']),
    body: () => wholeText(request),
  };
}

function wholeText(request: IncomingMessage): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    resolve(text.startsWith('\uFEFF') ? text.slice(1) : text);
  });
  request.on('error', reject);
  return promise;
}

const longestWaitSeconds = 300;

function preferredWait(header: string | readonly string[] | undefined): number {
  const seconds = /(?:^|[,;\s])wait=(\d+)/i.exec(String(header ?? ''))?.[1];
  return seconds === undefined ? 0 : Math.min(Number(seconds), longestWaitSeconds) * 1000;
}

/** As on Azure, an escaped slash separates like a slash, and a plus is a blank. */
function decodeSegments(path: string): string[] {
  const trimmed = path.replace(/\/$/, '');
  if (trimmed === '') return [];
  return decode(trimmed.replaceAll('+', '%20')).split('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Like .NET, removes the escapes of characters that need none. */
function unescaped(url: string): string {
  return url.replace(/%[2-7][0-9a-f]/gi, (escape) => {
    const character = decodeURIComponent(escape);
    return /[\w\-.~!$&'()*,;=:@]/.test(character) ? character : escape;
  });
}

function caseBlind(query: URLSearchParams): CaseBlindQuery {
  const all = (name: string) =>
    [...query]
      .filter(([own]) => own.toLowerCase() === name.toLowerCase())
      .map(([, value]) => value);
  const get = (name: string) => all(name)[0];
  return {
    get,
    all,
    flag(name) {
      const value = get(name)?.toLowerCase();
      return value === 'true' ? true : value === 'false' ? false : undefined;
    },
  };
}
