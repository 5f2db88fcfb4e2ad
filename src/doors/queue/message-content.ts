/** The alphabet of RFC 4648, 4, with padding, as the storage SDKs write it. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * What a message holds. Some SDKs write JSON as base64, others as it is, and `host.json` leaves the choice to us (`messageEncoding`: `none`).
 * @param content parsed JSON, or the text when the host could not parse it
 * @returns parsed JSON, or the text when it is none
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

/** @returns null when it is not base64 of a text in UTF-8 */
function decoded(text: string): string | null {
  if (text === '' || !base64.test(text)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return null;
  }
}
