const longestWaitSeconds = 7 * 24 * 3600;

/**
 * Reads a `Retry-After` header, which is a number of seconds or a date (RFC 9110, section 10.2.3).
 * @returns whole seconds to wait, rounded up; null when the header is absent or makes no sense
 */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header)
    ? Number(header)
    : (Date.parse(header) - now.getTime()) / 1000;
  if (!Number.isFinite(seconds)) return null;
  return Math.min(Math.max(0, Math.ceil(seconds)), longestWaitSeconds);
}
