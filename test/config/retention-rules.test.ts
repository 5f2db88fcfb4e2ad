import { mistakes, read, system } from './written-configuration.ts';

const rule = { system: 'hubspot', reason: 'tax-records', law: '§ 147 AO', until: 'P6Y' };
const withRules = (policy: object) => ({ systems: [system], policy });

test('a rule of retention names a system or a class, its law and its end; a legal hold has no end', () => {
  const { policy } = read(
    withRules({
      retention: [rule, { ...rule, what: 'tickets', until: '2033-12-31' }],
      legalHolds: [{ system: 'hubspot' }],
    }),
  );
  expect(policy.retention).toEqual([
    { ...rule, until: { after: 'P6Y' } },
    { ...rule, what: 'tickets', until: { day: '2033-12-31' } },
  ]);
  expect(policy.legalHolds).toEqual([{ system: 'hubspot', reason: 'legal-hold' }]);
});

test.each<[string, object, string]>([
  [
    'an unknown system',
    { retention: [{ ...rule, system: 'crm' }] },
    'policy.retention[0].system is "crm": is not the id of a configured system: name one of systems',
  ],
  [
    'an unknown class',
    { legalHolds: [{ system: 'hubspot', what: 'deals' }] },
    'policy.legalHolds[0].what is "deals": is not a class of the connector hubspot: use one of tickets, or leave it out',
  ],
  [
    'no law',
    { retention: [{ ...rule, law: undefined }] },
    'policy.retention[0].law: is missing: name the law that demands it',
  ],
  [
    'a law that holds an address',
    { retention: [{ ...rule, law: 'ask ada@example.org' }] },
    'policy.retention[0].law is "ask ada@example.org": name the law in 1 to 80 characters',
  ],
  [
    'no end',
    { retention: [{ ...rule, until: undefined }] },
    'policy.retention[0].until: is missing: write the last day, such as 2033-12-31, or a duration after the request, such as P6Y; a rule without an end belongs to legalHolds',
  ],
  [
    'an end that is neither a date nor a duration',
    { retention: [{ ...rule, until: 'in six years' }] },
    'policy.retention[0].until is "in six years": write the last day, such as 2033-12-31',
  ],
  [
    'an end before the request',
    { retention: [{ ...rule, until: 'P0D' }] },
    'policy.retention[0].until is "P0D": write the last day',
  ],
  [
    'a legal hold with an end',
    { legalHolds: [{ system: 'hubspot', until: 'P1Y' }] },
    'policy.legalHolds[0]: has "until", which is not allowed here',
  ],
])('reports %s', (_name, policy, message) => {
  expect(mistakes(withRules(policy))).toContain(message);
});
