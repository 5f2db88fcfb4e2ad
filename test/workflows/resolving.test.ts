import { systemIdOf } from '../../src/domain/system.ts';
import { play } from '../support/replayer.ts';
import { visits, requestId, order, world } from '../support/scripted-request.ts';

describe('resolving', () => {
  it('asks a system that did not answer again, from the dossier with the answers of the others', async () => {
    let calls = 0;
    const { steps } = await play(
      'honourRequest',
      order,
      world('access', {
        findSubject: () => ({
          foundNothing: false,
          setbacks:
            ++calls === 1
              ? [
                  {
                    system: systemIdOf('hubspot'),
                    attempt: { kind: 'later', code: 'throttled', seconds: 7, spentSeconds: 0 },
                  },
                ]
              : [],
        }),
      }),
    );

    const finds = steps.filter((step) => step.name === 'findSubject');
    const spent = { spentSeconds: 1, retries: 1, oddInARow: 0 };
    const anyway = { skip: [], again: false, decided: false, anew: false, giveUpAfterSeconds: 30 };
    const search = { requestId, ...anyway };
    expect(finds.map((step) => [step.second, step.order])).toEqual([
      [0, { ...search, from: 0, to: 1, patienceOf: {} }],
      [7, { ...search, from: 1, to: 2, patienceOf: { hubspot: spent } }],
    ]);
  });

  it('gives up a system that cannot be read and says why in the plan', async () => {
    const { steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        findSubject: (o) => ({
          foundNothing: o.again,
          setbacks:
            o.again || o.skip.includes(systemIdOf('hubspot'))
              ? []
              : [
                  {
                    system: systemIdOf('hubspot'),
                    attempt: { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 },
                  },
                ],
        }),
      }),
    );

    const plan = steps.find((step) => step.name === 'planVisits')!;
    expect(plan.order).toMatchObject({ failed: [{ system: 'hubspot', code: 'unavailable' }] });
    expect(plan.second).toBeGreaterThanOrEqual(20);
  });

  it('does not try rejected credentials again', async () => {
    let rounds = 0;
    await play(
      'honourRequest',
      order,
      world('erasure', {
        findSubject: ({ again }) => {
          if (again) return { setbacks: [], foundNothing: true };
          rounds += 1;
          return {
            foundNothing: false,
            setbacks: [
              {
                system: systemIdOf('hubspot'),
                attempt: { kind: 'failed', code: 'credentials-rejected' },
              },
            ],
          };
        },
      }),
    );

    expect(rounds).toBe(1);
  });

  it('waits for an earlier request without a call to a system, then searches again from the start', async () => {
    let plans = 0;
    let asked = 0;
    const { steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        planVisits: () =>
          ++plans < 3
            ? { kind: 'busy', waitingFor: 'earlier-request' }
            : { kind: 'planned', visits, settled: [] },
        askTurn: () => ({ turn: ++asked % 3 === 0 ? 'ready' : 'earlier-search' }),
      }),
    );

    expect(
      steps
        .filter((step) => step.name === 'findSubject')
        .map((step) => step.order)
        .slice(0, 3),
    ).toMatchObject([
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 0, to: 3 },
    ]);
    expect(steps.filter((step) => step.name === 'askTurn')).toHaveLength(6);
  });
});
