import { everywhere } from '../../support/invented-people.ts';
import { readZip } from '../../support/read-zip.ts';
import { objectIdIn } from '../../support/sandbox-client.ts';
import { systemOf, verdictsOf } from '../../support/service-client.ts';
import { about, type HonouredStack } from './honoured-stack.ts';

/** People who share or claim an identifier, and one person who must never be erased. */
export function storiesOfWhoseIdentifierItIs(the: () => HonouredStack): void {
  test.concurrent(
    'a stranger who claims the address of a victim gets no data of the victim, and the victim can still be erased',
    async () => {
      const { stack, plant, honour } = the();
      const victim = await plant('victim', ['b2c-de', 'hubspot']);
      const stranger = await plant('stranger', ['b2c-de'], {
        user: { otherMails: [victim.email] },
      });

      const copy = await honour(about('access', stranger));
      expect(verdictsOf(copy)).toMatchObject({ 'b2c-de': 'exported', hubspot: 'absent' });
      // The stranger's own claim is not a record of another person.
      expect(copy.systems.map(({ leads }) => leads)).toEqual(everywhere.map(() => 0));
      const entries = await readZip(await (await stack.service.package(copy.id)).arrayBuffer());
      const texts = Object.values(entries).map(({ text }) => text);
      for (const secret of [victim.givenName, victim.phone, objectIdIn(victim, 'b2c-de')])
        expect(texts.filter((text) => text.includes(secret))).toEqual([]);

      const erasure = await honour(about('erasure', victim));
      // The stranger's account holds the address: it is a lead, and does not stop the erasure.
      expect(erasure.state).toBe('completed-with-exceptions');
      expect(systemOf(erasure, 'b2c-de')).toMatchObject({ verdict: 'erased', leads: 1 });
      expect(verdictsOf(erasure)).toMatchObject({ hubspot: 'erased' });
      const left = await stack.sandbox.traces(stranger.person);
      expect(left.map(({ what }) => what)).toContain('user');
    },
    90_000,
  );

  test.concurrent(
    'a relative with the same address is ambiguous and is not touched',
    async () => {
      const { stack, plant, honour } = the();
      const mother = await plant('mother', ['b2c-de'], { givenName: 'Miriamqua' });
      const father = await plant('father', ['b2c-fr'], {
        givenName: 'Tobiasqua',
        email: mother.email,
      });
      const before = await stack.sandbox.traces(father.person);
      const finished = await honour(about('erasure', mother));
      expect(finished.state).toBe('completed-with-exceptions');
      expect(verdictsOf(finished)).toMatchObject({ 'b2c-de': 'erased', 'b2c-fr': 'ambiguous' });
      expect(await stack.sandbox.traces(father.person)).toEqual(before);
    },
    90_000,
  );

  test.concurrent(
    'a Global Administrator is not touched',
    async () => {
      const { stack, plant, honour } = the();
      const administrator = await plant('administrator', ['b2c-de', 'b2c-fr'], {
        related: { directoryRoles: ['Global Administrator'] },
      });
      const before = await stack.sandbox.traces(administrator.person);
      const seen = (await stack.sandbox.journal()).at(-1)?.seq ?? 0;
      const finished = await honour(about('erasure', administrator));
      expect(systemOf(finished, 'b2c-de')).toMatchObject({
        verdict: 'failed',
        code: 'privileged-account',
      });
      expect(await stack.sandbox.traces(administrator.person)).toEqual(before);
      // Every call that changes an account of a tenant names its object ID.
      const ids = administrator.accounts.map(({ objectId }) => objectId);
      const changes = (await stack.sandbox.journal(seen)).filter(
        ({ path, effect }) => effect !== null && ids.some((id) => path.includes(id)),
      );
      expect(changes).toEqual([]);
    },
    90_000,
  );
}
