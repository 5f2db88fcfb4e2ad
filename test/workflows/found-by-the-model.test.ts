// Defects that the model test has found, each as a case of its own.
import { play } from './model/play.ts';
import type { Setting, Step } from './model/setting.ts';

const plain: Setting = {
  type: 'erasure',
  rule: { approvals: 0, coolingOffSeconds: 0, freeze: false, identityProof: 'none' },
  decideWithinSeconds: 0,
  retryDays: 14,
  callback: false,
  held: { dir: 'one', crm: 'none', shop: 'none' },
  enabled: true,
};
const approved: Setting = { ...plain, rule: { ...plain.rule, approvals: 1 } };
const cooling: Setting = {
  ...plain,
  rule: { ...plain.rule, coolingOffSeconds: 3600, freeze: true },
};

test.each([1, 2, 3])(
  'the sweeper wakes a flow whose last gate was opened by a process that died (call %i)',
  (calls) => {
    const approve = { do: 'approve', by: 'ada', plan: 'current' } as const;
    return play({
      setting: approved,
      steps: [{ do: 'settle' }, { do: 'struck', call: approve, calls }],
    });
  },
);

test('an access request releases the accounts that were frozen during its cooling-off period', () =>
  play({ setting: { ...cooling, type: 'access' }, steps: [] }));

test.each(['another', 'replaced'] as const)(
  'an account that was frozen for an earlier plan is released when a later plan leaves it out (%s)',
  (how) => {
    const steps: Step[] = [
      { do: 'settle' },
      { do: 'hold', by: 'ada', hours: null },
      { do: 'settle' },
      { do: 'drift', system: 'dir', how },
      { do: 'resume', by: 'ada' },
      { do: 'settle' },
    ];
    return play({ setting: cooling, steps });
  },
);

test('an account that was frozen during the cooling-off period, and could not be released, is counted in the report', () =>
  play({
    setting: cooling,
    steps: [{ do: 'settle' }, { do: 'breaks', system: 'dir', calls: 100, soon: false }],
  }));
