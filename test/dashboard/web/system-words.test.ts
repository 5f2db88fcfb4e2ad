import {
  reasonText,
  whoActs,
  wordsOfSystem,
} from '../../../src/dashboard/web/words/system-words.ts';
import { systemStatus } from './request-view.ts';

const open = { ended: false, completed: false };
const ended = { ended: true, completed: false };
const completed = { ended: true, completed: true };

test.each([
  ['unsearched', 'refused', ended, 'exception'],
  ['unsearched', 'no-identifier', ended, 'neutral'],
  ['unsearched', 'shadow', ended, 'neutral'],
  ['unconfirmed', null, ended, 'exception'],
  ['unconfirmed', null, completed, 'neutral'],
  ['retained', 'a law', ended, 'exception'],
  ['retained', 'a law', completed, 'neutral'],
  ['present', null, completed, 'bad'],
  ['absent', null, completed, 'neutral'],
  ['erased', null, completed, 'good'],
  ['shredded', null, completed, 'unknown'],
  [null, null, open, 'busy'],
  [null, null, ended, 'bad'],
])('%s (%s) in a request %j is %s', (verdict, reason, where, tone) => {
  const system = { ...systemStatus(), verdict, reason } as ReturnType<typeof systemStatus>;
  expect(wordsOfSystem(system, where).tone).toBe(tone);
});

test('a code or reason that the page does not know is shown as it is, and nobody is named', () => {
  expect(reasonText('a-reason-of-tomorrow')).toBe('a-reason-of-tomorrow');
  expect(whoActs(systemStatus({ verdict: 'failed', code: 'sunburnt' as 'refused' }))).toBe('–');
  expect(whoActs(systemStatus({ verdict: 'failed', code: 'refused' }))).toContain('the vendor');
});
