import type { Answer, Call } from '../http/call.ts';
import { createDeviceCodes } from './device-codes.ts';
import { answerDeviceCode, answerDeviceGrant, answerDevicePage } from './device-sign-in.ts';
import { oauthError } from './oauth-error.ts';
import type { SigningKey } from './signing-key.ts';
import { answerAuthorize, answerCode, answerRefresh } from './staff-sign-in.ts';

type Endpoint = (call: Call) => Answer | Promise<Answer>;

/** The endpoints of the tenant in which staff have their accounts. */
export interface StaffAuthority {
  readonly authorize: Endpoint;
  readonly token: Endpoint;
  readonly deviceCode: Endpoint;
  /** The page where a person enters the code that another machine shows. */
  readonly devicePage: Endpoint;
}

/** @param now milliseconds */
export function createStaffAuthority(key: SigningKey, now: () => number): StaffAuthority {
  const codes = createDeviceCodes(now);
  const grants: Readonly<Record<string, Endpoint>> = {
    authorization_code: (call) => answerCode(key, call),
    refresh_token: (call) => answerRefresh(key, call),
    'urn:ietf:params:oauth:grant-type:device_code': (call) =>
      answerDeviceGrant(codes, key, call, now),
  };
  return {
    authorize: (call) => answerAuthorize(key, call),
    token: (call) =>
      grants[new URLSearchParams(call.body).get('grant_type') ?? '']?.(call) ??
      oauthError(400, 'unsupported_grant_type', 70003, 'This grant is not supported.'),
    deviceCode: (call) => answerDeviceCode(codes, call),
    devicePage: (call) => answerDevicePage(codes, call),
  };
}
