import type { Mistake } from './mistake.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads single variables and collects what is wrong with them. */
export interface EnvironmentReader {
  optional(name: string): string | null;
  /** @returns an empty text, and a mistake collected, when it is not set */
  required(name: string, fix: string): string;
  /** 32 bytes in base64. */
  key(name: string): Buffer;
  webhookSecret(name: string): string;
  readonly mistakes: readonly Mistake[];
}

const file = 'environment';

export function readEnvironment(env: Environment): EnvironmentReader {
  const mistakes: Mistake[] = [];

  function optional(name: string): string | null {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  }

  function required(name: string, fix: string): string {
    const value = optional(name);
    if (value === null) mistakes.push({ file, path: name, fix: `is not set: ${fix}` });
    return value ?? '';
  }

  return {
    optional,
    required,
    mistakes,
    key(name) {
      const value = required(
        name,
        'set it to 32 random bytes in base64 (openssl rand -base64 32), and keep it: without it nothing sealed can be opened',
      );
      const key = Buffer.from(value, 'base64');
      if (value !== '' && key.length !== 32)
        mistakes.push({ file, path: name, fix: 'holds no 32 bytes in base64' });
      return key;
    },
    webhookSecret(name) {
      const value = required(
        name,
        'set it to whsec_ and 24 to 64 random bytes in base64 (Standard Webhooks)',
      );
      if (value !== '' && !isWebhookSecret(value))
        mistakes.push({ file, path: name, fix: 'is no whsec_ and 24 to 64 bytes in base64' });
      return value;
    },
  };
}

function isWebhookSecret(value: string): boolean {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value);
  const bytes = Buffer.from(match?.[1] ?? '', 'base64').length;
  return bytes >= 24 && bytes <= 64;
}
