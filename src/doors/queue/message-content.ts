/** The alphabet of RFC 4648, 4, with padding, as the storage SDKs write it. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The content of a message. Some SDKs write JSON in base64, others as plain text. With `messageEncoding`: `none` in `host.json`, the host
 * decodes neither, so this code does.
 * @param content parsed JSON, or the text when the host could not parse it
 * @returns parsed JSON, or the text when it is not JSON
 */
export function messageContent(content: unknown): unknown {
  if (typeof content !== 'string') return content;
  const text = decoded(content) ?? content;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** @returns null when the text is not base64 of a UTF-8 text */
function decoded(text: string): string | null {
  if (text === '' || !base64.test(text)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return null;
  }
}
