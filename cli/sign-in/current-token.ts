import { CommandFailure } from '../command-failure.ts';
import { exitCodes } from '../exit-codes.ts';
import { isError, postForm } from './authority-call.ts';
import type { KeptSignIn, KeptSignIns } from './kept-sign-in.ts';
import { checkedTokens, personOf, scopeOf, type TokenAnswer } from './tokens.ts';

/** A token that ends within this time is replaced before it is used. */
const earlyMs = 60_000;

/** Keeps the tokens of a sign-in. */
export function keepTokens(
  kept: KeptSignIns,
  signIn: Pick<KeptSignIn, 'api' | 'clientId' | 'tokenUrl'>,
  tokens: TokenAnswer,
  before: KeptSignIn | null = null,
): KeptSignIn {
  const { id_token: idToken, refresh_token: refreshToken } = tokens;
  const signedIn: KeptSignIn = {
    api: signIn.api,
    clientId: signIn.clientId,
    tokenUrl: signIn.tokenUrl,
    person: idToken === undefined && before ? before.person : personOf(idToken),
    accessToken: tokens.access_token,
    expiresAt: Date.now() + tokens.expires_in * 1000,
    refreshToken: refreshToken ?? before?.refreshToken ?? null,
  };
  kept.write(signedIn);
  return signedIn;
}

/**
 * The access token of the person who signed in to this service. It is refreshed when it has expired.
 * @returns null when nobody signed in
 * @throws CommandFailure when the person must sign in again
 */
export async function currentToken(kept: KeptSignIns, api: string): Promise<string | null> {
  const signIn = kept.read(api);
  if (!signIn) return null;
  if (Date.now() < signIn.expiresAt - earlyMs) return signIn.accessToken;
  const { clientId, tokenUrl, refreshToken } = signIn;
  if (refreshToken === null) return signInAgain();
  const answer = await postForm<Partial<TokenAnswer>>(tokenUrl, {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: refreshToken,
    scope: scopeOf(clientId),
  });
  if (isError(answer)) return signInAgain();
  return keepTokens(kept, signIn, checkedTokens(answer), signIn).accessToken;
}

function signInAgain(): never {
  throw new CommandFailure(
    'Your sign-in has expired. Sign in again: habeas login.',
    exitCodes.notAllowed,
  );
}
