import { Fault, play, type World } from '../support/replayer.ts';
import {
  visits,
  order,
  done,
  gone,
  erased,
  still,
  world,
  namesOf,
  systemsOf,
} from '../support/scripted-request.ts';

describe('when our own code or storage fails', () => {
  it('waits while storage does not answer', async () => {
    let calls = 0;
    const { output } = await play(
      'honourRequest',
      order,
      world('erasure', {
        planVisits: () => {
          if (++calls < 4) throw new Fault('storage-away');
          return { kind: 'planned', visits, settled: [] };
        },
      }),
    );

    expect(output).toEqual({ state: 'completed' });
  });

  it('waits without end while the service has other keys than its storage', async () => {
    let calls = 0;
    const { output, seconds } = await play(
      'honourRequest',
      order,
      world('erasure', {
        compileReport: () => {
          if (++calls < 40) throw new Fault('other-keys');
          return { state: 'completed', reason: null, callback: false, ending: 1 };
        },
      }),
    );

    expect(output).toEqual({ state: 'completed' });
    expect(seconds).toBeGreaterThan(24 * 3600);
  });

  it('ends as failed when the dossier is lost, and still delivers this status', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: () => {
          throw new Fault('lost');
        },
      }),
    );

    expect(output).toEqual({ state: 'failed' });
    expect(namesOf(steps).slice(-2)).toEqual(['endBroken', 'announceOnQueue']);
  });

  const breaksAt = (broken: string) => (o: { system: string }) => {
    if (o.system === broken) throw new Fault('internal');
  };
  it.each<[string, World, string[]]>([
    [
      'looking for the person',
      {
        findSubject: () => {
          throw new Fault('internal');
        },
      },
      [],
    ],
    [
      'freezing one directory',
      {
        holdAccounts: ({ systems: all }) => {
          breaksAt('b2c-fr')({ system: all.at(-1)! });
          return [];
        },
      },
      ['b2c-de', 'b2c-fr'],
    ],
    [
      'freezing one directory again, when another could not be frozen',
      {
        holdAccounts: ({ systems: [only, another] }) => {
          if (!another) throw new Fault('internal');
          return [
            { system: only!, attempt: { kind: 'failed', code: 'privileged-account' } },
            {
              system: another,
              attempt: { kind: 'later', code: 'unavailable', seconds: 1, spentSeconds: 0 },
            },
          ];
        },
      },
      // The visit of the directory that could not be frozen has released it already.
      ['b2c-de', 'b2c-fr'],
    ],
    [
      'erasing downstream',
      {
        eraseFromSystem: (o, at) => {
          breaksAt('hubspot')(o);
          return erased(at, gone(o));
        },
      },
      ['b2c-de', 'b2c-fr'],
    ],
    [
      'erasing one directory',
      {
        eraseFromSystem: (o, at) => {
          breaksAt('b2c-fr')(o);
          return erased(at, gone(o));
        },
      },
      ['b2c-fr'],
    ],
    [
      'reading one directory back',
      {
        eraseFromSystem: (_order, at) => erased(at, still),
        verifyInSystem: (o) => {
          breaksAt('b2c-de')(o);
          return gone(o);
        },
      },
      ['b2c-de'],
    ],
    [
      'compiling the report',
      {
        compileReport: () => {
          throw new Fault('internal');
        },
      },
      [],
    ],
  ])(
    'an account that was frozen but not erased can sign in again after a failure while %s',
    async (_where, change, released) => {
      const { output, steps } = await play('honourRequest', order, world('erasure', change));

      expect(output).toEqual({ state: 'failed' });
      expect(systemsOf(steps, 'releaseAccount').sort()).toEqual(released);
      expect(namesOf(steps).slice(-2)).toEqual(['endBroken', 'announceOnQueue']);
    },
  );

  it('ends even when nothing can be released because the dossier is gone', async () => {
    const gone = () => {
      throw new Fault('lost');
    };
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', { eraseFromSystem: gone, releaseAccount: gone }),
    );

    expect(output).toEqual({ state: 'failed' });
    expect(systemsOf(steps, 'releaseAccount')).toEqual(['b2c-de', 'b2c-fr']);
    expect(namesOf(steps)).toContain('endBroken');
  });

  it('tries to release for the configured time, then reports what failed and ends', async () => {
    const { output, steps, seconds } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: () => {
          throw new Fault('internal');
        },
        releaseAccount: (o) =>
          o.system === 'b2c-de'
            ? { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 }
            : done(null),
      }),
    );

    expect(output).toEqual({ state: 'failed' });
    expect(systemsOf(steps, 'releaseAccount').length).toBeGreaterThan(4);
    expect(seconds).toBeGreaterThanOrEqual(20);
    expect(seconds).toBeLessThanOrEqual(40);
    expect(
      steps.filter((step) => step.name === 'recordVerdict').map((step) => step.order),
    ).toMatchObject([{ system: 'b2c-de', verdict: 'failed', code: 'unavailable' }]);
    expect(namesOf(steps).indexOf('recordVerdict')).toBeLessThan(
      namesOf(steps).indexOf('endBroken'),
    );
  });
});
