import type { Attempt } from '../../domain/attempt.ts';
import { isGood, type Counts, type Residual } from '../../domain/verdict.ts';
import type { VerifyAnswer } from '../../ports/system-access.ts';
import type { ReadBack, VerifyOrder } from '../../workflows/orders/visit-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { recordVerdict } from './record-verdict.ts';
import { systemRecords } from './system-records.ts';
import { tryOnce } from '../try-once.ts';

type Left = Omit<ReadBack, 'row'>;

/** Reads back what is left of the records in one system. A good verdict is written down with it. */
export function verifyInSystem(deps: Dependencies, order: VerifyOrder): Promise<Attempt<ReadBack>> {
  return tryOnce(deps, order, async (): Promise<Attempt<ReadBack>> => {
    const { system, records } = await systemRecords(deps, order);
    const answers = await Promise.all(
      records.map(({ record, knownAs }) => system.access.verify(record, order.erasedAt, knownAs)),
    );
    const readBack = readBackOf(answers);
    if (readBack.kind !== 'done') return readBack;
    const left = readBack.value;
    const row = isGood(left.verdict)
      ? await recordVerdict(deps, { ...order, ...left, code: null })
      : null;
    return { kind: 'done', value: { ...left, row } };
  });
}

/** One answer for all records of a system: the worst of them. */
export function readBackOf(answers: readonly VerifyAnswer[]): Attempt<Left> {
  const pending = answers.filter((answer) => answer.kind === 'pending');
  if (pending.length > 0) {
    return { kind: 'pending', seconds: Math.max(...pending.map((answer) => answer.seconds)) };
  }
  const left = sum(answers.map((answer) => ('left' in answer ? answer.left : {})));
  const residuals = latest(
    answers.flatMap((answer) => ('residuals' in answer ? answer.residuals : [])),
  );
  const done = (verdict: Left['verdict'], until: string | null = null): Attempt<Left> => ({
    kind: 'done',
    value: { verdict, until, left, residuals },
  });
  if (answers.some((answer) => answer.kind === 'present')) return done('present');
  if (answers.some((answer) => answer.kind === 'unverifiable')) return done('unverifiable');
  const dates = answers.flatMap((answer) => (answer.kind === 'expires' ? [answer.until] : []));
  return dates.length > 0 ? done('expires', dates.sort().at(-1) ?? null) : done('erased');
}

function sum(counts: readonly Counts[]): Counts {
  const total: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((entry) => Object.entries(entry))) {
    total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

function latest(residuals: readonly Residual[]): Residual[] {
  const byKind = new Map<string, Residual>();
  for (const residual of residuals) {
    const before = byKind.get(residual.what);
    if (!before || before.until < residual.until) byKind.set(residual.what, residual);
  }
  return [...byKind.values()];
}
