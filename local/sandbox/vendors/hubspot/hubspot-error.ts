import { randomUUID } from 'node:crypto';
import type { Answer } from '../../http/call.ts';

/** Thrown inside the HubSpot simulator. The answer is HubSpot's error body. */
export class HubspotError extends Error {
  readonly status: number;
  readonly category: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly extra: object;

  constructor(
    status: number,
    category: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    extra: object = {},
  ) {
    super(message);
    this.status = status;
    this.category = category;
    this.headers = headers;
    this.extra = extra;
  }
}

export const invalid = (message: string) => new HubspotError(400, 'VALIDATION_ERROR', message);
export const resourceNotFound = () =>
  new HubspotError(404, 'OBJECT_NOT_FOUND', 'resource not found');

const categories: Readonly<Record<number, string>> = {
  400: 'VALIDATION_ERROR',
  401: 'INVALID_AUTHENTICATION',
  403: 'MISSING_SCOPES',
  404: 'OBJECT_NOT_FOUND',
  409: 'CONFLICT',
  429: 'RATE_LIMITS',
  503: 'SERVICE_UNAVAILABLE',
};

export const categoryFor = (status: number) =>
  categories[status] ?? (status >= 500 ? 'INTERNAL_ERROR' : 'VALIDATION_ERROR');

export function hubspotErrorAnswer(error: HubspotError): Answer {
  return {
    status: error.status,
    headers: error.headers,
    body: {
      status: 'error',
      message: error.message,
      correlationId: randomUUID(),
      category: error.category,
      ...error.extra,
    },
  };
}
