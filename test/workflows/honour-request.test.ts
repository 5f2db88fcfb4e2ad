import type { HoldOrder } from '../../src/workflows/steps/hold-accounts.ts';
import { play } from '../support/replayer.ts';
import {
  systems,
  order,
  done,
  gone,
  erased,
  present,
  holding,
  world,
  namesOf,
  systemsOf,
} from '../support/scripted-request.ts';

describe('honouring an erasure', () => {
  it('freezes the directories, erases downstream, and erases the directories last', async () => {
    const { output, steps } = await play('honourRequest', order, world('erasure'));

    expect(output).toEqual({ state: 'completed' });
    expect(systemsOf(steps, 'holdAccounts')).toEqual(['b2c-de', 'b2c-fr']);
    expect(systemsOf(steps, 'eraseFromSystem')).toEqual(['hubspot', 'b2c-de', 'b2c-fr']);
    expect(namesOf(steps).lastIndexOf('holdAccounts')).toBeLessThan(
      namesOf(steps).indexOf('eraseFromSystem'),
    );
    expect(namesOf(steps).slice(-2)).toEqual(['compileReport', 'announceOnQueue']);
  });

  it('reads every erased system back before it reports the erasure', async () => {
    const { output } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) => erased(at, o.system === 'hubspot' ? present() : gone(o)),
      }),
    );

    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });

  it('leaves a privileged account alone and finishes the other systems', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        holdAccounts: holding((o) =>
          o.system === 'b2c-de' ? { kind: 'failed', code: 'privileged-account' } : done(null),
        ),
      }),
    );

    expect(output).toEqual({ state: 'completed-with-exceptions' });
    expect(systemsOf(steps, 'eraseFromSystem')).toEqual(['hubspot', 'b2c-fr']);
    expect(
      steps.filter((step) => step.name === 'recordVerdict').map((step) => step.order),
    ).toContainEqual(
      expect.objectContaining({ system: 'b2c-de', verdict: 'failed', code: 'privileged-account' }),
    );
  });

  it('releases the account when erasing failed after it was frozen', async () => {
    const { steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'b2c-fr' ? { kind: 'failed', code: 'refused' } : erased(at, gone(o)),
      }),
    );

    expect(systemsOf(steps, 'releaseAccount')).toEqual(['b2c-fr']);
  });

  it('visits only the directory that was not frozen at once, and waits as long as that directory said', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        holdAccounts: ({ systems: all }) =>
          all.map((system) => ({
            system,
            attempt:
              system === 'b2c-fr' && all.length > 1
                ? { kind: 'later', code: 'throttled', seconds: 600, spentSeconds: 0 }
                : done(null),
          })),
      }),
    );

    const holds = steps.filter((step) => step.name === 'holdAccounts');
    expect(holds.map(({ order: o, second }) => [(o as HoldOrder).systems, second])).toEqual([
      [['b2c-de', 'b2c-fr'], 0],
      [['b2c-fr'], 600],
    ]);
    expect(systemsOf(steps, 'eraseFromSystem')).toEqual(['hubspot', 'b2c-de', 'b2c-fr']);
    expect(output).toEqual({ state: 'completed' });
  });

  it('needs no extra step to write a good verdict', async () => {
    const { steps } = await play('honourRequest', order, world('erasure'));

    expect(namesOf(steps)).not.toContain('recordVerdict');
    expect(steps.find((step) => step.name === 'compileReport')!.order).toMatchObject({
      systems: [
        { id: 'hubspot', verdict: 'erased' },
        { id: 'b2c-de', verdict: 'erased' },
        { id: 'b2c-fr', verdict: 'erased' },
      ],
    });
  });

  it('releases the account when it is still there after erasing', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) => erased(at, o.system === 'b2c-de' ? present() : gone(o)),
      }),
    );

    expect(systemsOf(steps, 'releaseAccount')).toEqual(['b2c-de']);
    expect(namesOf(steps).indexOf('releaseAccount')).toBeLessThan(
      namesOf(steps).indexOf('recordVerdict'),
    );
    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });
});

describe('honouring an access request', () => {
  it('exports from all systems in parallel and freezes nothing', async () => {
    const { output, steps } = await play('honourRequest', order, world('access'));

    expect(output).toEqual({ state: 'completed' });
    expect(systemsOf(steps, 'exportFromSystem')).toEqual(systems);
    expect(namesOf(steps)).not.toContain('holdAccounts');
    expect(namesOf(steps)).not.toContain('eraseFromSystem');
  });
});
