import type { SystemProgress } from '../../doors/http/api-shapes.ts';

/** What is done in a system now. */
export const stepWords: Readonly<Record<SystemProgress['step'], string>> = {
  find: 'Searching',
  freeze: 'Freezing the account',
  export: 'Exporting',
  erase: 'Erasing',
  verify: 'Reading back',
  release: 'Releasing the account',
};

/** What a system waits for. */
export const waitWords: Readonly<Record<NonNullable<SystemProgress['waitingFor']>, string>> = {
  system: 'Waits for the system',
  'earlier-request': 'Waits for an earlier request of the person',
  decision: 'Waits for a decision',
  date: 'Waits for a date',
};
