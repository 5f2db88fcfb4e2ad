import { randomUUID } from 'node:crypto';
import type { Answer } from '../../http/call.ts';

/** Thrown inside the Mailchimp simulator. The answer is problem+json. */
export class MailchimpError extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Invalid Resource',
  401: 'API Key Invalid',
  403: 'Forbidden',
  404: 'Resource Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

export const titleFor = (status: number) => titles[status] ?? 'Internal Server Error';
export const missing = () =>
  new MailchimpError(404, 'Resource Not Found', 'The requested resource could not be found.');

export function mailchimpErrorAnswer({ status, title, message }: MailchimpError): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
    body: {
      type: 'https://mailchimp.com/developer/marketing/docs/errors/',
      title,
      status,
      detail: message,
      instance: randomUUID(),
    },
  };
}
