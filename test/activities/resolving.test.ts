import { systemIdOf } from '../../src/domain/system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { createMemoryHouse, hit, order, requestId, system } from '../support/memory-house.ts';
import { email, vouched, asking, about } from '../support/asking-system.ts';

describe('resolving without waiting', () => {
  it('asks in rounds, each system only by identifiers that it was not asked by before, until nothing new is found', async () => {
    const dir = asking('dir', (ids) =>
      about(ids, 'account') ? [hit('oid-ada', { reveals: [vouched] })] : [],
    );
    const crm = asking('crm', (ids) =>
      about(ids, 'email') ? [hit('51', { join: 'address', by: email })] : [],
    );
    const house = await createMemoryHouse([dir.system, crm.system]);

    const receipt = await findSubject(house, {
      ...order,
      from: 0,
      to: 1,
      skip: [],
      again: false,
      anew: false,
    });

    expect(receipt).toEqual({ setbacks: [], foundNothing: false });
    expect(dir.asked).toEqual([['account:dir:oid-ada'], ['email:ada@example.org']]);
    expect(crm.asked).toEqual([['account:dir:oid-ada'], ['email:ada@example.org']]);
    expect((await house.dossiers.read(requestId, 1)).findings[systemIdOf('crm')]?.state).toBe(
      'matched',
    );
  });

  it('keeps the answers of the other systems when one is down, and asks that one again later', async () => {
    let down = true;
    const crm = system('crm', {
      find: async () => {
        if (down) throw new SystemFailure('unavailable', 'HTTP 503');
        return [hit('51')];
      },
    });
    const house = await createMemoryHouse([
      system('dir', { find: async () => [hit('oid-ada')] }),
      crm,
    ]);

    const first = await findSubject(house, {
      ...order,
      from: 0,
      to: 1,
      skip: [],
      again: false,
      anew: false,
    });
    down = false;
    await findSubject(house, { ...order, from: 1, to: 2, skip: [], again: false, anew: false });

    expect(first).toMatchObject({
      setbacks: [
        {
          system: 'crm',
          attempt: { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 },
        },
      ],
    });
    const { findings } = await house.dossiers.read(requestId, 2);
    expect(findings[systemIdOf('dir')]?.state).toBe('matched');
    expect(findings[systemIdOf('crm')]?.state).toBe('matched');
  });

  it('returns nothing that could identify the person', async () => {
    const dir = system('dir', { find: async () => [hit('oid-ada', { reveals: [vouched] })] });
    const house = await createMemoryHouse([dir]);

    const receipt = JSON.stringify(
      await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false }),
    );

    expect(receipt).not.toContain('oid-ada');
    expect(receipt).not.toContain('ada@example.org');
  });
});
