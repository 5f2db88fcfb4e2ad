import { hubspotToken } from '../../../../local/sandbox/vendors/hubspot/contact-record.ts';
import { mailchimpKey } from '../../../../local/sandbox/vendors/mailchimp/member-record.ts';
import type { Sandbox } from '../../../../local/sandbox/start-sandbox.ts';

export interface VendorAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

export type VendorCall = (method: string, path: string, body?: unknown) => Promise<VendorAnswer>;

export function vendorClient(
  base: () => string,
  authorization: string,
  headers: Readonly<Record<string, string>> = {},
): VendorCall {
  return async (method, path, body) => {
    const response = await fetch(base() + path, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };
}

export const hubspotClient = (sandbox: () => Sandbox) =>
  vendorClient(() => sandbox().systems['hubspot'] ?? '', `Bearer ${hubspotToken}`);

export const mailchimpClient = (sandbox: () => Sandbox) =>
  vendorClient(
    () => `${sandbox().systems['mailchimp'] ?? ''}/3.0`,
    `Basic ${Buffer.from(`any:${mailchimpKey}`).toString('base64')}`,
  );
