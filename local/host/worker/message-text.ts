export type MessageEncoding = 'base64' | 'none';

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The text of a message, or undefined when its encoding is wrong. */
export function decodeMessage(text: string, encoding: MessageEncoding): string | undefined {
  if (encoding === 'none') return text;
  // .NET ignores white space and accepts no other character outside base64.
  const compact = text.replace(/[ \t\r\n]/g, '');
  if (!base64.test(compact) || compact.length % 4 !== 0) return undefined;
  return Buffer.from(compact, 'base64').toString('utf8');
}

export function encodeMessage(content: string | Uint8Array, encoding: MessageEncoding): string {
  const bytes = Buffer.from(content);
  return bytes.toString(encoding === 'base64' ? 'base64' : 'utf8');
}
