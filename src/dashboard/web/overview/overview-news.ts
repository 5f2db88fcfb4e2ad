import type { OverviewView } from '../../../doors/http/operator-shapes.ts';
import { texts } from '../texts/texts.ts';

/** The counts that need action and have changed, for a screen reader; empty when none has. */
export function newsOfOverview(before: OverviewView | null, now: OverviewView): string {
  if (before === null) return '';
  const { newsLate, newsPerson, newsFailed } = texts().overview;
  const failed = ({ states }: OverviewView) => states.failed ?? 0;
  return [
    ...(before.late === now.late ? [] : [newsLate(now.late)]),
    ...(before.waitingForPerson === now.waitingForPerson ? [] : [newsPerson(now.waitingForPerson)]),
    ...(failed(before) === failed(now) ? [] : [newsFailed(failed(now))]),
  ].join(' ');
}
