import { randomBytes, randomInt } from 'node:crypto';

/** One attempt to sign in on a machine without a browser. */
export interface DeviceSignIn {
  readonly scope: string;
  readonly expiresAt: number;
  /** Null: the person has not decided yet. */
  readonly decision: 'declined' | { readonly name: string } | null;
}

/** Codes of attempts that have not ended. They live in memory, because an attempt ends within minutes. */
export interface DeviceCodes {
  issue(scope: string): { readonly deviceCode: string; readonly userCode: string };
  /** What the attempt with this device code is now; undefined for an unknown code. */
  find(deviceCode: string): DeviceSignIn | undefined;
  /** Takes what the person decided. @returns false when no open attempt has this user code */
  decide(userCode: string, decision: NonNullable<DeviceSignIn['decision']>): boolean;
  /** A device code works once. */
  forget(deviceCode: string): void;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code: the person has 15 minutes. */
export const deviceCodeSeconds = 900;

/** Without characters that look alike. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const newUserCode = () =>
  Array.from({ length: 9 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

/** @param now milliseconds */
export function createDeviceCodes(now: () => number): DeviceCodes {
  const byDeviceCode = new Map<string, DeviceSignIn & { readonly userCode: string }>();
  return {
    issue(scope) {
      const deviceCode = randomBytes(32).toString('base64url');
      const userCode = newUserCode();
      const expiresAt = now() + deviceCodeSeconds * 1000;
      byDeviceCode.set(deviceCode, { scope, userCode, expiresAt, decision: null });
      return { deviceCode, userCode };
    },
    find: (deviceCode) => byDeviceCode.get(deviceCode),
    decide(given, decision) {
      const userCode = given.replace(/[\s-]/g, '').toUpperCase();
      const [deviceCode, attempt] =
        [...byDeviceCode].find(([, each]) => each.userCode === userCode) ?? [];
      if (!deviceCode || attempt?.decision !== null || attempt.expiresAt <= now()) return false;
      byDeviceCode.set(deviceCode, { ...attempt, decision });
      return true;
    },
    forget: (deviceCode) => void byDeviceCode.delete(deviceCode),
  };
}
