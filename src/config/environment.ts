import type { Mistake } from './mistake.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads single variables and collects what is wrong with them. */
export interface EnvironmentReader {
  /** @returns null when it is not set, empty, or a reference to a secret that Azure could not read */
  optional(name: string): string | null;
  /** Why a variable that is needed has no value, and the way out. */
  absence(name: string, fix: string): string;
  /** @returns an empty text, and a mistake collected, when it has no value */
  required(name: string, fix: string): string;
  /** @returns null when it has no value; a mistake collected when it has another form */
  matching(name: string, form: RegExp, fix: string): string | null;
  /** 32 bytes in base64. */
  key(name: string): Buffer;
  webhookSecret(name: string): string;
  /** Collects a mistake. Values are not shown: most are secrets. */
  refuse(name: string, fix: string): void;
  readonly mistakes: readonly Mistake[];
}

const file = 'environment';

// What Azure leaves in place of a secret that it could not read.
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
      ? 'refers to a secret that Azure could not read: see that the vault holds it and that the identity of the app may read it, then refresh the references (infra/README.md, Secrets)'
      : `is not set: ${fix}`;
  }

  /** Each once: a secret may be named in several places. */
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
        'set it to 32 random bytes in base64 (openssl rand -base64 32), and keep it: without it nothing sealed can be opened',
      );
      // Buffer skips whatever is no base64, so a mistyped key could pass as another one.
      if (value !== '' && !/^[A-Za-z0-9+/]{43}=$/.test(value))
        refuse(name, 'holds no 32 bytes in base64: make it with openssl rand -base64 32');
      return Buffer.from(value, 'base64');
    },
    webhookSecret(name) {
      const fix = 'set it to whsec_ and 24 to 64 random bytes in base64 (Standard Webhooks)';
      const value = required(name, fix);
      if (value !== '' && !isWebhookSecret(value))
        refuse(name, 'is no whsec_ and 24 to 64 bytes in base64 (Standard Webhooks)');
      return value;
    },
  };
}

function isWebhookSecret(value: string): boolean {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value);
  const bytes = Buffer.from(match?.[1] ?? '', 'base64').length;
  return bytes >= 24 && bytes <= 64;
}
