import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signed-in person, from the authority's ID token. */
export interface Session {
  readonly claims: readonly { readonly typ: string; readonly val: string }[];
  readonly objectId: string;
  readonly name: string;
  /** Milliseconds. */
  readonly expiresAt: number;
}

/** Sessions are stored in a signed cookie of the browser, so they outlive a restart of the host. */
export interface Sessions {
  seal(content: object): string;
  /** @returns undefined when the text was not signed here */
  open(text: string | undefined): unknown;
}

export function createSessions(secret: string): Sessions {
  const mark = (text: string) =>
    createHmac('sha256', secret).update(`session ${text}`).digest('base64url');
  return {
    seal(content) {
      const text = Buffer.from(JSON.stringify(content)).toString('base64url');
      return `${text}.${mark(text)}`;
    },
    open(given = '') {
      const [text = '', signature = ''] = given.split('.');
      const expected = Buffer.from(mark(text));
      const actual = Buffer.from(signature);
      if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
      return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    },
  };
}

export function cookieOf(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
