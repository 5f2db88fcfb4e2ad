// Signs in a colleague whose program runs on a machine without a browser:
// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
import type { Answer, Call } from '../http/call.ts';
import { deviceCodeSeconds, type DeviceCodes } from './device-codes.ts';
import { oauthError, unknownClient } from './oauth-error.ts';
import { colleagueOf, htmlAnswer, signInPage, wrongPassword } from './sign-in-page.ts';
import type { SigningKey } from './signing-key.ts';
import { tokenAnswer } from './staff-token-answer.ts';
import { staff, staffTenant } from './staff.ts';

/** Microsoft says 5. The sandbox says less, so that a demonstration does not wait. */
const intervalSeconds = 1;

/** The device authorization endpoint: gives out both codes. */
export function answerDeviceCode(codes: DeviceCodes, call: Call): Answer {
  const form = new URLSearchParams(call.body);
  if (form.get('client_id') !== staffTenant.clientId) return unknownClient();
  const scope = form.get('scope') ?? '';
  if (scope === '')
    return oauthError(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'scope'.",
    );
  const { deviceCode, userCode } = codes.issue(scope);
  const verificationUri = `${call.origin}/${staffTenant.tenantId}/oauth2/deviceauth`;
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: verificationUri,
      expires_in: deviceCodeSeconds,
      interval: intervalSeconds,
      message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`,
    },
  };
}

const codeField = `<p><label>Code <input name="code" autocomplete="off" required></label></p>`;
const cancelButton = ` <button name="cancel" value="1">Cancel</button>`;

/** The page where a colleague enters the code. */
export function answerDevicePage(codes: DeviceCodes, call: Call): Answer {
  const page = (message: string) =>
    signInPage({ query: '', message, fields: codeField, buttons: cancelButton });
  if (call.method === 'GET') return page('');
  const form = new URLSearchParams(call.body);
  const colleague = colleagueOf(form);
  if (!colleague) return page(wrongPassword);
  const isCancelled = form.has('cancel');
  const decision = isCancelled ? 'declined' : { name: colleague.name };
  if (!codes.decide(form.get('code') ?? '', decision))
    return page("That code didn't work. Check the code and try again.");
  return htmlAnswer(
    `<!doctype html><html lang="en"><title>Sign in to the sandbox</title><p role="status">${
      isCancelled ? 'You cancelled the sign-in.' : 'You have signed in.'
    } You may now close this window.</p></html>`,
  );
}

/** The token endpoint for a device code. A client without a secret may use it, when its registration allows public clients. */
export async function answerDeviceGrant(
  codes: DeviceCodes,
  key: SigningKey,
  call: Call,
  now: () => number,
): Promise<Answer> {
  const form = new URLSearchParams(call.body);
  if (form.get('client_id') !== staffTenant.clientId) return unknownClient();
  const deviceCode = form.get('device_code') ?? '';
  const attempt = codes.find(deviceCode);
  if (!attempt)
    return oauthError(400, 'bad_verification_code', 70018, 'The device code is not known.');
  const { decision, expiresAt, scope } = attempt;
  if (expiresAt <= now())
    return oauthError(400, 'expired_token', 70020, 'This device code has expired.');
  if (decision === null)
    return oauthError(
      400,
      'authorization_pending',
      70016,
      'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
    );
  codes.forget(deviceCode);
  const colleague = decision === 'declined' ? undefined : findColleague(decision.name);
  return colleague
    ? tokenAnswer(key, call.origin, colleague, scope)
    : oauthError(400, 'authorization_declined', 70017, 'The user declined the sign-in.');
}

const findColleague = (wanted: string) => staff.find(({ name }) => name === wanted);
