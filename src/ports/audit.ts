import type { Actor } from '../domain/fact.ts';

/** One line of the audit: what one caller did about one subject within one hour. It holds no personal data of the subject. */
export interface AuditLine {
  /** RFC 3339: the last time within the hour. */
  readonly at: string;
  readonly what: 'subject-searched';
  readonly actor: Actor;
  /** How often the caller did this within the hour. */
  readonly count: number;
  /** A keyed hash of the identifiers. Its key changes every month, so lines of two months cannot be joined. */
  readonly subject: string;
}

/** Which caller searched for which person. Views of a request are in its journal instead. */
export interface Audit {
  /** Adds one to the count of the line. @throws StorageAway */
  count(line: Omit<AuditLine, 'count'>): Promise<void>;
  /**
   * One page, the newest hour first.
   * @param continuation what the page before returned
   */
  list(
    limit: number,
    continuation?: string,
  ): Promise<{ items: AuditLine[]; continuation: string | null }>;
  /** @param time RFC 3339 */
  forgetBefore(time: string): Promise<void>;
}

/** What `Audit.list` returns as continuation. */
export const auditContinuation = /^\d{8}-[\w-]{43}$/;
