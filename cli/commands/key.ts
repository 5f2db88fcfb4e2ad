import { createHmac, randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { refuseUsage } from '../command-failure.ts';
import type { CommandLine } from '../command-line.ts';

const known = ['Requester', 'Agent', 'Approver', 'Operator', 'Auditor'];

/** `key new`: makes a key for a machine that calls the API. The key is made on this machine, and the service gets only its HMAC. */
export function addKeyCommand({ add }: CommandLine): void {
  add(
    new Command('key')
      .description('key new NAME [ROLE …]: make a key for a machine that calls the API')
      .argument('<what>', 'new')
      .argument('<name>', '1 to 64 of the characters A-Z a-z 0-9 . _ -')
      .argument('[roles...]', `${known.join(', ')}; default: Requester`),
    async ({ output }, what: string, name: string, given: readonly string[]) => {
      if (what !== 'new') refuseUsage('Write: habeas key new NAME [ROLE …]');
      if (!/^[A-Za-z0-9._-]{1,64}$/.test(name))
        refuseUsage('The name has 1 to 64 of the characters A-Z a-z 0-9 . _ -');
      if (!given.every((role) => known.includes(role)))
        refuseUsage(`The roles are ${known.join(', ')}.`);
      const roles = given.length === 0 ? ['Requester'] : given;
      const key = `habeas_${randomBytes(32).toString('base64url')}`;
      const hmac = createHmac('sha256', key).update('habeas service key').digest('base64url');
      const entry = { name, hmac, roles };
      output.answer({ key, entry }, () =>
        [
          'This is the key of the caller. It is shown only once:',
          `  ${key}`,
          'Put this entry into policy.keys of the configuration:',
          `  ${JSON.stringify(entry)}`,
        ].join('\n'),
      );
    },
  );
}
