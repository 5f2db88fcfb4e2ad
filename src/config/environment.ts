import type { Mistake } from './mistake.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads environment variables one by one and collects the mistakes. */
export interface EnvironmentReader {
  /** @returns null when the variable is not set, is empty, or refers to a secret that Azure could not read */
  optional(name: string): string | null;
  /** Text that says why a variable has no value and what to do about it. */
  absence(name: string, fix: string): string;
  /** @returns the value. When there is none, collects a mistake and returns an empty text. */
  required(name: string, fix: string): string;
  /** @returns the value, or null when there is none. Collects a mistake when the value does not match `form`. */
  matching(name: string, form: RegExp, fix: string): string | null;
  /** Reads a key: 32 bytes, written in base64. */
  key(name: string): Buffer;
  webhookSecret(name: string): string;
  /** Collects a mistake. The mistake does not show the value, because most values are secrets. */
  refuse(name: string, fix: string): void;
  readonly mistakes: readonly Mistake[];
}

const file = 'environment';

// When Azure cannot read a secret, the variable still holds the reference.
// https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#troubleshooting-key-vault-references
const unresolved = /^@Microsoft\.KeyVault\(/i;

export function readEnvironment(env: Environment): EnvironmentReader {
  const mistakes: Mistake[] = [];

  function optional(name: string): string | null {
    const value = env[name]?.trim();
    return value === undefined || value === '' || unresolved.test(value) ? null : value;
  }

  function absence(name: string, fix: string): string {
    return unresolved.test(env[name]?.trim() ?? '')
      ? 'refers to a secret that Azure could not read: check that the vault holds it and that the identity of the app may read it, then refresh the references (infra/README.md, Secrets)'
      : `is not set: ${fix}`;
  }

  /** Collects each mistake once, because the file may refer to one variable in several places. */
  function refuse(name: string, fix: string): void {
    if (mistakes.some(({ path, fix: known }) => path === name && known === fix)) return;
    mistakes.push({ file, path: name, fix });
  }

  function required(name: string, fix: string): string {
    const value = optional(name);
    if (value === null) refuse(name, absence(name, fix));
    return value ?? '';
  }

  return {
    optional,
    absence,
    required,
    refuse,
    mistakes,
    matching(name, form, fix) {
      const value = optional(name);
      if (value !== null && !form.test(value)) refuse(name, fix);
      return value;
    },
    key(name) {
      const value = required(
        name,
        'set it to 32 random bytes in base64 (openssl rand -base64 32), and keep a copy: without the key, sealed data cannot be opened',
      );
      // Buffer skips characters that are not base64, so it would decode a mistyped key to another key.
      if (value !== '' && !/^[A-Za-z0-9+/]{43}=$/.test(value))
        refuse(name, 'must be 32 bytes in base64: make it with openssl rand -base64 32');
      return Buffer.from(value, 'base64');
    },
    webhookSecret(name) {
      const fix = 'set it to whsec_ and 24 to 64 random bytes in base64 (Standard Webhooks)';
      const value = required(name, fix);
      if (value !== '' && !isWebhookSecret(value))
        refuse(name, 'must be whsec_ and 24 to 64 bytes in base64 (Standard Webhooks)');
      return value;
    },
  };
}

function isWebhookSecret(value: string): boolean {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value);
  const bytes = Buffer.from(match?.[1] ?? '', 'base64').length;
  return bytes >= 24 && bytes <= 64;
}
