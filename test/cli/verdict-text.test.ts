import { colourOf, systemText } from '../../cli/text/verdict-text.ts';
import type { SystemAnswer } from '../../cli/answers.ts';

const answer: SystemAnswer = {
  ...{ id: 'crm', title: 'CRM', verdict: null, code: null, until: null, leads: 0 },
  ...{ counts: {}, residuals: [] },
};
const law = { reason: 'tax-records', law: '§ 147 AO', until: '2033-12-31T22:59:59.999Z' };

test.each<[string, Partial<SystemAnswer> & { verdict: string }, string | null]>([
  ['what a law keeps until a date', { verdict: 'retained', ...law }, 'green'],
  ['a hold without an end', { verdict: 'retained', ...law, until: null }, 'yellow'],
  ['what was not searched', { verdict: 'unsearched', reason: 'refused' }, 'yellow'],
  ['a system that is tried out', { verdict: 'unsearched', reason: 'shadow' }, null],
  ['a system that failed', { verdict: 'failed', code: 'refused' }, 'red'],
])('%s has its colour', (_, change, colour) => {
  expect(colourOf({ ...answer, ...change })).toBe(colour);
});

test('a system that is tried out says what would be done; one that comes after others names them', () => {
  const shadow = { ...answer, verdict: 'unsearched', reason: 'shadow', shadow: { would: 'erase' } };
  expect(systemText(shadow)).toContain('only tried out, would erase');
  const progress = { step: 'erase', attempts: 1, code: null, nextAt: null, waitingFor: null };
  expect(systemText({ ...answer, progress, after: ['orders'] })).toBe('erase, after orders');
});
