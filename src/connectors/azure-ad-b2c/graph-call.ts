export interface GraphItem {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, with its query, such as `/users?$top=1`. */
  readonly path: string;
  readonly body?: unknown;
}

export interface GraphAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Undefined for an empty body, and for one that is not JSON under an error status. */
  readonly body: unknown;
}
