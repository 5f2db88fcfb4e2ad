import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Person } from './tokens.ts';

/** A sign-in at one service. */
export interface KeptSignIn {
  /** The service. The tokens are sent to no other address. */
  readonly api: string;
  readonly person: Person;
  readonly clientId: string;
  readonly tokenUrl: string;
  readonly accessToken: string;
  /** When the access token ends, in milliseconds. */
  readonly expiresAt: number;
  readonly refreshToken: string | null;
}

/** Sign-ins in files of the user's configuration folder: one for each service. Nobody else may read them. */
export interface KeptSignIns {
  /** @returns null when nobody signed in to this service from here */
  read(api: string): KeptSignIn | null;
  write(signIn: KeptSignIn): void;
  /** @returns false when there was none */
  remove(api: string): boolean;
}

/** https://specifications.freedesktop.org/basedir-spec: a relative path must be ignored. */
export function keptSignIns({ XDG_CONFIG_HOME: configured }: NodeJS.ProcessEnv): KeptSignIns {
  const base =
    configured && path.isAbsolute(configured) ? configured : path.join(homedir(), '.config');
  const folder = path.join(base, 'habeas', 'sign-ins');
  const fileOf = (api: string) =>
    path.join(folder, `${createHash('sha256').update(api).digest('hex').slice(0, 32)}.json`);
  const read = (api: string): KeptSignIn | null => {
    try {
      const kept = JSON.parse(readFileSync(fileOf(api), 'utf8')) as KeptSignIn;
      return kept.api === api ? kept : null;
    } catch {
      return null;
    }
  };
  return {
    read,
    write(signIn) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = fileOf(signIn.api);
      const next = `${file}.${randomBytes(6).toString('hex')}`;
      writeFileSync(next, `${JSON.stringify(signIn, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
      renameSync(next, file);
    },
    remove(api) {
      const isKept = read(api) !== null;
      rmSync(fileOf(api), { force: true });
      return isKept;
    },
  };
}
