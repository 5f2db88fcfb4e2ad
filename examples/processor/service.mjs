// A service with customers and orders that speaks the Habeas processor protocol (docs/processor-protocol.md).
// npm install standardwebhooks; PROCESSOR_SECRET=whsec_… PORT=8088 node service.mjs
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const secret = new Webhook(process.env.PROCESSOR_SECRET ?? '');
const objectId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const customers = new Map([
  ['4711', { given: 'Ada', surname: 'Lovelace', email: 'ada@example.org', objectId }],
  ['4712', { given: 'Grace', surname: 'Hopper', email: 'grace@example.org' }],
]);
let orders = ['4711', '4711', '4712'].map((customer, index) => ({ customer, number: index + 1 }));

const same = (one, other) => one?.toLowerCase() === other.toLowerCase();
const searches = {
  'record-id': (value, id) => id === value,
  'object-id': (value, id, customer) => same(customer.objectId, value),
  email: (value, id, customer) => same(customer.email, value),
};
const shown = ([id, { given, surname, email, objectId: object }]) => {
  return { id, name: { given, surname }, emails: [email], objectIds: object ? [object] : [] };
};
const isAsked = ([id, one], identifiers) =>
  identifiers.some(({ type, value }) => searches[type](value, id, one));
const ordersOf = (record) => orders.filter(({ customer }) => customer === record);

const operations = {
  '/find': ({ identifiers }) => {
    return { records: [...customers].filter((one) => isAsked(one, identifiers)).map(shown) };
  },
  '/export': ({ record }) => {
    const profile = customers.has(record) ? [{ part: 'profile', data: customers.get(record) }] : [];
    return { items: [...profile, ...ordersOf(record).map((data) => ({ part: 'order', data }))] };
  },
  '/erase': ({ record }) => {
    orders = orders.filter(({ customer }) => customer !== record);
    customers.delete(record);
    return operations['/status']({ record });
  },
  '/status': ({ record }) => {
    return { state: customers.has(record) || ordersOf(record).length > 0 ? 'present' : 'gone' };
  },
};

function answerTo(url, headers, body) {
  try {
    secret.verify(body, headers);
  } catch {
    return [401, { error: 'invalid-signature' }];
  }
  const asked = JSON.parse(body);
  if (!operations[url]) return [404, { error: 'not-found' }];
  const isKnown = (asked.identifiers ?? []).every(({ type }) => searches[type]);
  return isKnown ? [200, operations[url](asked)] : [400, { error: 'invalid-request' }];
}

const server = createServer(async (request, response) => {
  const { url, headers } = request;
  const [status, answer] = answerTo(url, headers, await text(request));
  const [id, at, body] = [headers['webhook-id'] ?? '', new Date(), JSON.stringify(answer)];
  response.setHeader('webhook-id', id);
  response.setHeader('webhook-timestamp', Math.floor(at.getTime() / 1000));
  response.setHeader('webhook-signature', secret.sign(id, at, body));
  response.writeHead(status).end(body);
});
server.listen(process.env.PORT ?? 8088, () => console.log(`port ${server.address().port}`));
