// RFC 8628, as Entra ID does it: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
import { setTimeout as delay } from 'node:timers/promises';
import { CommandFailure } from '../command-failure.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Authority } from './authority.ts';
import { isError, postForm } from './authority-call.ts';
import { checkedTokens, scopeOf, type TokenAnswer } from './tokens.ts';

/** What the person does in a browser, on any machine. */
export interface DeviceCode {
  readonly user_code: string;
  readonly verification_uri: string;
  readonly device_code: string;
  /** Seconds between two polls. RFC 8628, 3.2: 5 when it is missing. */
  readonly interval?: number;
}

/** Seconds. RFC 8628, 3.5: after `slow_down` every later poll waits this much longer. */
const slowerSeconds = 5;

export async function requestDeviceCode({
  clientId,
  deviceCodeUrl,
}: Authority): Promise<DeviceCode> {
  const form = { client_id: clientId, scope: scopeOf(clientId) };
  const answer = await postForm<DeviceCode>(deviceCodeUrl, form);
  return isError(answer) ? refuse(answer.error) : answer;
}

/**
 * Asks for tokens until the person has signed in or declined, or the code has expired.
 * @param wait waits for a number of seconds
 * @throws CommandFailure when no tokens come
 */
export async function awaitTokens(
  { clientId, tokenUrl }: Authority,
  { device_code, interval = 5 }: DeviceCode,
  wait: (seconds: number) => Promise<unknown> = (seconds) => delay(seconds * 1000),
): Promise<TokenAnswer> {
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const form = { grant_type, client_id: clientId, device_code };
  let seconds = interval;
  for (;;) {
    await wait(seconds);
    const answer = await postForm<Partial<TokenAnswer>>(tokenUrl, form);
    if (!isError(answer)) return checkedTokens(answer);
    if (answer.error === 'slow_down') seconds += slowerSeconds;
    else if (answer.error !== 'authorization_pending') refuse(answer.error);
  }
}

const whatToDo: Readonly<Record<string, string>> = {
  authorization_declined: 'The sign-in was cancelled on the page.',
  access_denied: 'The sign-in was cancelled on the page.',
  expired_token: 'The code has expired. Run habeas login again and enter the new code in time.',
  invalid_client:
    'The app registration of the service does not allow this sign-in. An administrator must set "Allow public client flows" there (infra/README.md, "Sign-in").',
  unauthorized_client:
    'The authority does not know the app registration that the service names. Its policy.people must name the application ID among the audiences.',
};

function refuse(error: string): never {
  const message = whatToDo[error] ?? `The authority refused the sign-in (${error}).`;
  throw new CommandFailure(message, exitCodes.notAllowed);
}
