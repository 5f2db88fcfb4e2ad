export interface GraphItem {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path below the version, with its query, such as `/users?$top=1`. */
  readonly path: string;
  /** `v1.0` when it is not given. */
  readonly version?: 'v1.0' | 'beta';
  readonly body?: unknown;
}

export interface GraphAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Undefined for an empty body, and for a body that is not JSON when the status is an error. */
  readonly body: unknown;
}
