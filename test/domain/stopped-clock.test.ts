import { clockAfter, dueAt } from '../../src/domain/deadline.ts';
import { daysLeft, dueIfResumed, requestClock } from '../../src/domain/due-date.ts';
import { gatesBy, noGates, type Decision } from '../../src/domain/gates.ts';
import type { Calendar } from '../../src/domain/working-days.ts';
import { registeredRequest } from '../support/requests.ts';

const london: Calendar = { timeZone: 'Europe/London', country: 'GB', holidays: [] };
const received = '2026-03-02T10:00:00Z';
const at = (day: number, hour = 10) => `2026-03-${String(day).padStart(2, '0')}T${hour}:00:00Z`;
const hold = (day: number, reason: string, until: string | null = null) =>
  ({ what: 'hold', reason, until, at: at(day), by: 'ada' }) as Decision;
const resume = (day: number, hour = 10) =>
  ({ what: 'resume', at: at(day, hour), by: 'ada' }) as Decision;
const proof = (day: number) =>
  ({ what: 'identity', reason: 'document', at: at(day), by: 'ada' }) as Decision;

const gates = (decisions: Decision[], identityProof: 'none' | 'required' = 'none') => ({
  ...gatesBy({ ...noGates, identityProof }),
  decisions,
});

const stopped = (
  regulation: 'uk-gdpr' | 'gdpr' | 'ccpa',
  decisions: Decision[],
  identityProof?: 'required',
) =>
  clockAfter(
    { receivedAt: received, regulation, gates: gates(decisions, identityProof) },
    'Europe/London',
    new Date(at(28)),
  ).stoppedDays;

test.each<[string, Decision[], number]>([
  ['from the hold to the resume', [hold(3, 'identity'), resume(10)], 7],
  ['not within one day', [hold(3, 'fee'), resume(3, 20)], 0],
  ['not while it still stands', [hold(3, 'clarification')], 0],
  ['until the date of a hold that ended by itself', [hold(3, 'fee', at(5))], 2],
  ['until the resume when that came first', [hold(3, 'fee', at(20)), resume(5)], 2],
  ['twice', [hold(3, 'fee'), resume(5), hold(9, 'identity'), resume(12)], 5],
  ['until the next hold took its place', [hold(3, 'fee'), hold(6, 'investigation'), resume(9)], 3],
  ['not for an investigation', [hold(3, 'investigation'), resume(10)], 0],
  ['over the change to summer time', [hold(27, 'fee'), { ...resume(28) }], 1],
])('in the UK the clock stands still %s', (_name, decisions, days) => {
  expect(stopped('uk-gdpr', decisions)).toBe(days);
});

test.each<[string, Decision[], number]>([
  ['from receipt to the proof', [proof(9)], 7],
  ['not while it is awaited', [], 0],
  ['and a hold in that time counts no day twice', [hold(5, 'fee'), resume(7), proof(9)], 7],
  ['and a hold that lasts longer adds its own days', [hold(5, 'fee'), proof(9), resume(12)], 10],
  ['and a later hold adds its days', [proof(4), hold(10, 'fee'), resume(12)], 4],
])('when the policy requires a proof of identity, it stands still %s', (_name, decisions, days) => {
  expect(stopped('uk-gdpr', decisions, 'required')).toBe(days);
});

test('it never stands still under another law', () => {
  const decisions = [hold(3, 'identity'), resume(10)];
  expect(stopped('gdpr', decisions)).toBe(0);
  expect(stopped('ccpa', decisions)).toBe(0);
  expect(stopped('gdpr', [proof(9)], 'required')).toBe(0);
});

test('the stopped days move the last day, to a working day', () => {
  const due = (stoppedDays: number) =>
    dueAt(new Date(received), 'uk-gdpr', london, { stoppedDays });
  // 3 April is Good Friday, 6 April is Easter Monday.
  expect(due(0)).toBe('2026-04-02T22:59:59.999Z');
  expect(due(1)).toBe('2026-04-07T22:59:59.999Z');
  expect(due(6)).toBe('2026-04-08T22:59:59.999Z');
});

describe('while it stands still', () => {
  const request = registeredRequest({
    regulation: 'uk-gdpr',
    state: 'on-hold',
    receivedAt: received,
    dueAt: '2026-04-02T22:59:59.999Z',
    gates: gates([hold(3, 'clarification')]),
  });

  test('the last day moves by one day every day, so the number of days left does not change', () => {
    const on = (day: string) => new Date(`2026-${day}T12:00:00Z`);
    expect(daysLeft(request, london, on('03-03'))).toBe(30);
    expect(dueIfResumed(request, london, on('04-14'))).toBe('2026-05-14T22:59:59.999Z');
    expect(daysLeft(request, london, on('04-14'))).toBe(30);
    expect(requestClock(request, london, on('04-14'))).toEqual({
      daysLeft: 30,
      acknowledgeBy: null,
      extendableTo: '2026-07-14T22:59:59.999Z',
      extended: false,
      stopped: true,
      stoppedDays: 42,
    });
  });

  test('an EU request loses its days', () => {
    const inTheEu = { ...request, regulation: 'gdpr' } as const;
    expect(daysLeft(inTheEu, london, new Date('2026-04-14T12:00:00Z'))).toBe(-12);
  });
});

test('a request that has ended has no days left, and no extension', () => {
  const ended = registeredRequest({ state: 'completed', receivedAt: received });
  expect(requestClock(ended, london, new Date(at(9)))).toMatchObject({
    daysLeft: null,
    extendableTo: null,
    stopped: false,
  });
});
