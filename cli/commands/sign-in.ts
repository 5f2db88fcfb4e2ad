import { Command } from 'commander';
import type { CommandLine, Tools } from '../command-line.ts';
import { addressOf } from '../connection.ts';
import { findAuthority } from '../sign-in/authority.ts';
import { keepTokens } from '../sign-in/current-token.ts';
import { awaitTokens, requestDeviceCode } from '../sign-in/device-code.ts';
import { keptSignIns } from '../sign-in/kept-sign-in.ts';
import { personText } from '../text/person-text.ts';
import { plain } from '../text/plain.ts';

/** `login` and `logout`: a person signs in with a browser, on this or any other machine. */
export function addSignInCommands({ add }: CommandLine): void {
  add(
    new Command('login').description('sign in: shows a code that you enter in any browser'),
    signIn,
  );
  add(
    new Command('logout').description('forget the sign-in at the service on this machine'),
    async ({ output, connection }) => {
      const api = addressOf(connection, process.env);
      const wasSignedIn = keptSignIns(process.env).remove(api);
      output.answer({ api, wasSignedIn }, () =>
        wasSignedIn ? `Signed out of ${api}.` : `Nobody was signed in to ${api}.`,
      );
    },
  );
}

async function signIn({ output, connection }: Tools): Promise<undefined> {
  const api = addressOf(connection, process.env);
  const authority = await findAuthority(api);
  const code = await requestDeviceCode(authority);
  output.say(
    `To sign in, open ${plain(code.verification_uri)} in a browser and enter the code ${plain(code.user_code)}.`,
  );
  const tokens = await awaitTokens(authority, code);
  const { person } = keepTokens(keptSignIns(process.env), { api, ...authority }, tokens);
  for (const name of ['HABEAS_TOKEN', 'HABEAS_KEY'])
    if (process.env[name]) output.say(`${name} is set and is used instead of this sign-in.`);
  output.answer({ api, ...person }, () => `Signed in to ${api} as ${personText(person)}.`);
}
