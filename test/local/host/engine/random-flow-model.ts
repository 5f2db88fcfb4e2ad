import type { Step } from './random-flow.ts';

/** How many events a flow needs to end. */
export function eventsOf(steps: readonly Step[]): number {
  return steps.filter(({ kind }) => kind === 'event').length;
}

/** The reference model: the result of a flow, and the activities that must have run. */
export function expected(
  steps: readonly Step[],
  path = '',
): { results: unknown[]; keys: string[] } {
  const keys: string[] = [];
  let count = 0;
  const give = (one: Step, own: string): unknown => {
    switch (one.kind) {
      case 'activity':
      case 'retry':
      case 'race':
        keys.push(own);
        return one.value;
      case 'gives-up':
        keys.push(own);
        return 'gave up';
      case 'timer':
        return 'fired';
      case 'event':
        return 'raised';
      case 'count':
        count += one.by;
        return count;
      case 'again':
        return 'again';
      case 'child': {
        const inner = expected(one.steps, `${own}.`);
        keys.push(...inner.keys);
        return inner.results;
      }
      case 'all':
        return one.steps.map((branch, index) => give(branch, `${own}/${String(index)}`));
    }
  };
  return { results: steps.map((one, index) => give(one, `${path}${String(index)}`)), keys };
}
