import http from 'node:http';
import https from 'node:https';
import { Webhook } from 'standardwebhooks';
import { isPublicAddress, literalAddress } from '../domain/callback-address.ts';
import type { CallbackPolicy } from '../domain/policy.ts';
import type { Callback } from '../ports/callback.ts';
import type { Clock } from '../ports/clock.ts';
import { publicLookup } from '../ports/public-lookup.ts';
import type { StatusEvent } from '../ports/status-queue.ts';

const timeoutMs = 15_000;

class AddressRefused extends Error {
  constructor() {
    super('The host name of the callback has an address that is not public.');
    this.name = 'AddressRefused';
  }
}

const onlyPublic = publicLookup(() => new AddressRefused());

/** Sends callbacks, signed as Standard Webhooks (standardwebhooks.com). During a rotation, an origin has more than one secret. */
export function createWebhookCallback(policy: CallbackPolicy, now: Clock): Callback {
  const secretsByOrigin = new Map(policy.origins.map(({ origin, secrets }) => [origin, secrets]));

  function headers(origin: string, event: StatusEvent, body: string): Record<string, string> {
    const secrets = secretsByOrigin.get(origin) ?? [policy.webhookSecret];
    const sentAt = now();
    return {
      'content-type': 'application/cloudevents+json',
      'content-length': String(Buffer.byteLength(body)),
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': secrets
        .map((secret) => new Webhook(secret).sign(event.id, sentAt, body))
        .join(' '),
    };
  }

  function isAllowed(url: URL): boolean {
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && policy.allowHttp)) return false;
    if (policy.allowPrivateAddresses) return true;
    const literal = literalAddress(url.hostname);
    return literal === null || isPublicAddress(literal);
  }

  return {
    post: (address, event) => {
      const url = new URL(address);
      if (!isAllowed(url)) return Promise.resolve(false);
      const body = JSON.stringify(event);
      const { request } = url.protocol === 'https:' ? https : http;
      return new Promise((resolve) => {
        const call = request(url, {
          method: 'POST',
          agent: false,
          headers: headers(url.origin, event, body),
          signal: AbortSignal.timeout(timeoutMs),
          ...(!policy.allowPrivateAddresses && { lookup: onlyPublic }),
        });
        call.once('response', (response) => {
          const { statusCode = 0 } = response;
          response.destroy();
          resolve(statusCode >= 200 && statusCode < 300);
        });
        call.on('error', () => {
          resolve(false);
        });
        call.end(body);
      });
    },
  };
}
