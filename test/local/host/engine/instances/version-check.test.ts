import { versionIsServed } from '../../../../../local/host/engine/instances/version-check.ts';

test.each([
  [null, undefined, true],
  ['', undefined, true],
  ['1.0', undefined, false],
  ['1.0', '1.0', true],
  ['1.9', '1.10', true],
  ['2.0', '1.10', false],
  ['beta', 'gamma', true],
])('a host of %s … %s: %s', (version, served, isServed) => {
  expect(versionIsServed(version, served)).toBe(isServed);
});
