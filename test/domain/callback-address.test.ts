import { isPublicAddress, literalAddress } from '../../src/domain/callback-address.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'ff02::1',
  '168.63.129.16',
  '::ffff:168.63.129.16',
  '192.88.99.1',
  '::127.0.0.1',
  '::a9fe:a9fe',
  '::93.184.216.34',
  '64:ff9b::7f00:1',
  '64:ff9b:1::a00:1',
  '2001:0:53aa:64c::1',
  '2002:7f00:1::1',
  'fec0::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  '5f00::1',
  'no address',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  ['https://127.0.0.1/', '127.0.0.1'],
  ['https://2130706433/', '127.0.0.1'],
  ['https://0x7f.1/', '127.0.0.1'],
  ['https://[::1]/', '::1'],
  ['https://[::127.0.0.1]/', '::7f00:1'],
  ['https://example.org/', null],
  ['https://localhost/', null],
])('the literal address in %s is %p', (url, address) => {
  expect(literalAddress(new URL(url).hostname)).toBe(address);
});
