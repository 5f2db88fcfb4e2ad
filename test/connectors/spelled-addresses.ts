import { domainToASCII } from 'node:url';
import type { FindExample } from './connector-example.ts';

const aLabels = (address: string) => {
  const [local = '', domain = ''] = address.split('@');
  return `${local}@${domainToASCII(domain)}`;
};
const composed = (address: string) => address;
const decomposed = (address: string) => address.normalize('NFD');

/** A system stores an address as somebody wrote it. Another spelling of the address means the same mailbox. */
export function spelledAddresses(system: string): FindExample[] {
  const example = (
    title: string,
    stored: (address: string) => string,
    asked: (address: string) => string,
    joins: FindExample['joins'],
  ): FindExample => {
    const address = (unique: string) => `kanariná+${unique}@vögel.example`;
    const uniqueIn = (email: string) => /\+(\d+)@/.exec(email)?.[1] ?? '';
    return {
      title,
      people: [
        (unique) => ({
          displayName: 'Kanarina Vogelsang',
          emails: [stored(address(unique))],
          in: { [system]: {} },
        }),
      ],
      by: ({ emails }) => [{ kind: 'email', value: asked(address(uniqueIn(emails[0] ?? ''))) }],
      joins,
    };
  };
  return [
    example('by A-labels an address stored in U-labels', composed, aLabels, ['address']),
    example('by U-labels an address stored in A-labels', aLabels, composed, ['address']),
    example('by a decomposed address one stored composed', composed, decomposed, ['address']),
    example('by a composed address one stored decomposed', decomposed, composed, ['address']),
    example(
      'nobody by an address that only NFC turns into the stored one',
      composed,
      (address) => address.replace('k', '\u212a'),
      [],
    ),
    example(
      'nobody with a stored address that only NFC turns into the given one',
      (address) => address.replace('k', '\u212a'),
      composed,
      [],
    ),
  ];
}
