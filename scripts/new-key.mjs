// node scripts/new-key.mjs NAME [ROLE …]: makes a key for a machine that calls the API.
import { createHmac, randomBytes } from 'node:crypto';

const [name, ...given] = process.argv.slice(2);
const known = ['Requester', 'Agent', 'Approver', 'Operator', 'Auditor'];
const roles = given.length === 0 ? ['Requester'] : given;

if (!/^[A-Za-z0-9._-]{1,64}$/.test(name ?? '') || !roles.every((role) => known.includes(role))) {
  console.error(`node scripts/new-key.mjs NAME [ROLE …]
  NAME  1 to 64 of the characters A-Z a-z 0-9 . _ -
  ROLE  ${known.join(', ')} (default: Requester)`);
  process.exit(1);
}

const key = `habeas_${randomBytes(32).toString('base64url')}`;
const hmac = createHmac('sha256', key).update('habeas service key').digest('base64url');
console.log(`The key, for the caller. It is shown only now:
  ${key}
The entry, for policy.keys of the configuration:
  ${JSON.stringify({ name, hmac, roles })}`);
