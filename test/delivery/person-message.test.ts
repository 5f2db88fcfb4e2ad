import { finalAnswer, type MessagePolicy } from '../../src/delivery/person-message.ts';
import { english, type PersonTextKey } from '../../src/delivery/texts/english.ts';
import { personMessages } from '../../src/delivery/texts/person-messages.ts';
import { formatTexts } from '../../src/domain/format-texts.ts';
import { settle } from '../../src/domain/settle.ts';
import type { SystemVerdict } from '../../src/domain/verdict.ts';
import { refusalReasons } from '../../src/domain/gates.ts';
import { storeCustomers } from '../../src/connectors/mailchimp/customer.ts';
import { systemIdOf, type SystemDescription } from '../../src/domain/system.ts';
import { languages } from '../../src/domain/language.ts';
import { numberedRequest } from '../support/numbered-request.ts';
import { registeredRequest, systemLine } from '../support/requests.ts';

const policy: MessagePolicy = {
  language: 'en',
  timeZone: 'Europe/Berlin',
  controller: { name: 'Nordlicht', contact: 'dpo@nordlicht.example', authority: 'the LDI NRW' },
};
const request = registeredRequest({ id: numberedRequest(7), type: 'erasure' });
const described: readonly SystemDescription[] = [
  {
    ...{ id: systemIdOf('b2c-de'), connector: 'azure-ad-b2c', title: 'Customers Germany' },
    ...{ role: 'directory', recordsName: 'users' },
  },
  {
    ...{ id: systemIdOf('news'), connector: 'mailchimp', title: 'Newsletter' },
    ...{ role: 'downstream', recordsName: 'members', classes: [storeCustomers] },
  },
];
const about = (id: string) => described.find((one) => one.id === id);
const keys = Object.keys(english) as PersonTextKey[];
const placesOf = (message: string) =>
  [...new Set([...message.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]))].sort();

test('a partial erasure says what was done in each system, what remains, until when and why, and where to complain', () => {
  const until = '2026-04-01T10:00:00.000Z';
  const systems = [
    systemLine('b2c-de', {
      title: 'Customers Germany',
      verdict: 'erased',
      residuals: [
        { what: 'audit-records', verdict: 'expires', until },
        { what: 'unlinked-records', verdict: 'retained', until: null },
      ],
    }),
    systemLine('crm', { title: 'CRM', verdict: 'failed' }),
    systemLine('news', { title: 'Newsletter', verdict: 'expires', until }),
  ];
  const end = { state: 'completed-with-exceptions', reason: null } as const;
  expect(finalAnswer(request, end, systems, policy, about)).toEqual({
    language: 'en',
    subject: 'Your request 01KAJ3Q0000000000000000007',
    text: [
      'On 2 March 2026 we received your request 01KAJ3Q0000000000000000007. It asks for the erasure of the data about you.',
      'We could not do everything. This is what was done, and what was not:',
      [
        'Customers Germany: erased, and read back as gone.',
        'Customers Germany, left until 1 April 2026: log records, which nobody can erase earlier.',
        'Customers Germany, left without an end date: records that no longer name you.',
        'CRM: could not be done.',
        'Newsletter: deleted; the last trace goes by 1 April 2026.',
      ].join('\n'),
      'Devices on which you are still signed in may work for about an hour, until their sign-in ends.',
      'For questions: dpo@nordlicht.example.',
      'If you do not agree, you can complain to the LDI NRW, and you can go to court.',
    ].join('\n\n'),
  });
});

test('data that rules keep is named with the law and the end, and later that it was erased', () => {
  const law = { reason: 'tax-records', law: '§ 147 AO', until: '2032-12-31T22:59:59.999Z' };
  const orders = (verdict: 'retained' | 'erased' | 'present') => ({
    ...{ what: 'store-customers', verdict },
    ...law,
  });
  const lines = (...systems: SystemVerdict[]) =>
    finalAnswer(request, { state: 'completed', reason: 'retained' }, systems, policy, about)
      .text.split('\n')
      .filter((line) => line.startsWith('CRM') || line.startsWith('Newsletter'));
  const crm = systemLine('crm', { title: 'CRM' });
  const news = systemLine('news', { title: 'Newsletter', verdict: 'erased' });
  const hold = { reason: 'legal-hold', until: null };
  expect(
    lines(
      settle(crm, { verdict: 'retained', code: null, ...law }),
      settle(crm, { verdict: 'retained', code: null, ...hold }),
      { ...news, residuals: [orders('retained')] },
      { ...news, residuals: [orders('erased')] },
      { ...news, residuals: [orders('present')] },
    ),
  ).toEqual([
    'CRM: kept, because the law demands it: § 147 AO, until 31 December 2032.',
    'CRM: kept, because of legal-hold.',
    'Newsletter: erased, and read back as gone.',
    'Newsletter, kept because the law demands it (§ 147 AO), until 31 December 2032: your orders and carts in a shop, and the customer record they belong to.',
    'Newsletter: erased, and read back as gone.',
    'Newsletter, kept for a time and erased since: your orders and carts in a shop, and the customer record they belong to.',
    'Newsletter: erased, and read back as gone.',
    'Newsletter, kept for a time and still not erased: your orders and carts in a shop, and the customer record they belong to.',
  ]);
});

test.each(refusalReasons)(
  'a refusal has its reason (%s) and its remedy, whatever is configured',
  (reason) => {
    const bare = { language: 'de', timeZone: 'UTC' } as const;
    const { text } = finalAnswer(request, { state: 'refused', reason }, [], bare, about);
    expect(text).toContain(personMessages.de[`refusal.${reason}`]);
    expect(text).toContain('bei einer Datenschutzbehörde beschweren und vor Gericht gehen.');
  },
);

test('in the UK the answer says how to complain to the controller, and then to the Information Commissioner', () => {
  const controller = {
    ...{ name: 'Nordlicht', contact: 'dpo@nordlicht.example' },
    complaints: 'https://nordlicht.example/complaints',
  };
  const answerTo = (regulation: 'uk-gdpr' | 'gdpr') =>
    finalAnswer(
      { ...request, regulation },
      { state: 'refused', reason: 'other' },
      [],
      { ...policy, controller },
      about,
    ).text;
  expect(answerTo('uk-gdpr')).toContain('complain to us: https://nordlicht.example/complaints');
  expect(answerTo('uk-gdpr')).toContain('complain to the Information Commissioner (ICO)');
  expect(answerTo('gdpr')).not.toMatch(/nordlicht.example.complaints|ICO/);
});

test('the message says that all systems were searched, or that everything was erased, only when this is true', () => {
  const told = (reason: 'no-match' | 'not-everywhere' | 'retained' | null) =>
    finalAnswer(request, { state: 'completed', reason }, [], policy, about).text;
  expect(told('no-match')).toContain('We searched all systems and found nothing about you.');
  expect(told(null)).toContain('We erased the data about you.');
  for (const reason of ['not-everywhere', 'retained'] as const)
    expect(told(reason)).toContain('We could not do everything.');
});

test.each(languages)(
  'every text exists in %s, is translated, and has the same placeholders',
  (language) => {
    const messages = personMessages[language];
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
    const text = formatTexts(language, messages);
    const values = {
      id: '1',
      date: 'D',
      type: 'access',
      reason: 'R',
      system: 'S',
      authority: 'A',
      contact: 'C',
      what: 'W',
      law: 'L',
      link: 'U',
    };
    for (const key of keys) {
      if (language !== 'en') expect([key, messages[key]]).not.toEqual([key, english[key]]);
      expect([key, ...placesOf(messages[key])]).toEqual([key, ...placesOf(english[key])]);
      expect(text(key, values).trim()).not.toBe('');
    }
  },
);
