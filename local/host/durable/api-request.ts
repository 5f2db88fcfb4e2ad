import type { IncomingMessage } from 'node:http';

/** One request to the Durable HTTP API, its path taken apart. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded parts of the path below the base. */
  readonly segments: readonly string[];
  readonly query: CaseBlindQuery;
  /** The address as it was asked for, for the Location of a poll. */
  readonly url: string;
  /** `http://host:port` as the caller wrote it. */
  readonly origin: string;
  readonly mediaType: string | undefined;
  readonly continuationToken: string | undefined;
  /** How long the caller would wait for an answer (RFC 7240, `Prefer: wait=seconds`); 0 when it does not say. */
  readonly waitMilliseconds: number;
  body(): Promise<string>;
}

/** Query parameters; names in any case. */
export interface CaseBlindQuery {
  get(name: string): string | undefined;
  all(name: string): string[];
  /** True for `true` in any case, false for `false`; everything else is as if it were not there. */
  flag(name: string): boolean | undefined;
}

/** @param path what follows the base, as it stands in the URL */
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

const longestWait = 300;

function preferredWait(header: string | readonly string[] | undefined): number {
  const seconds = /(?:^|[,;\s])wait=(\d+)/i.exec(String(header ?? ''))?.[1];
  return seconds === undefined ? 0 : Math.min(Number(seconds), longestWait) * 1000;
}

/** An escaped slash parts like a plain one, and a plus is a blank, as on Azure. */
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

/** .NET shows an address with what needs no escaping unescaped. */
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
