import { createVendorSystem } from '../../http/vendor-system.ts';
import { livesIn } from '../../world/seed-source.ts';
import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { ordersId } from './customer-record.ts';
import { erase, exportRecord, find, status } from './operations.ts';
import { customerPlaceSchema, placeCustomer } from './place-customer.ts';
import { processorError } from './processor-error.ts';
import { settings } from './settings.ts';
import { isSigned, processorSecret } from './signatures.ts';

const configuration = ({ systems }: SandboxUrls) => [
  {
    id: ordersId,
    connector: 'processor',
    title: 'Orders',
    settings: {
      baseUrl: systems[ordersId],
      internalHosts: ['127.0.0.1'],
      settleSeconds,
      keeps: {
        orders: {
          en: 'orders, as tax law demands',
          de: 'Bestellungen, wie das Steuerrecht es verlangt',
        },
      },
    },
    secrets: { secret: 'env:ORDERS_SECRET' },
  },
];

const routes = [
  { method: 'POST', pattern: '/find', target: find },
  { method: 'POST', pattern: '/export', target: exportRecord },
  { method: 'POST', pattern: '/erase', target: erase },
  { method: 'POST', pattern: '/status', target: status },
];

/** An invented service of the organisation itself, with customers and orders. It speaks the protocol of docs/processor-protocol.md. */
export const vendor: Vendor = {
  name: 'processor',
  core: false,
  systems: [{ id: ordersId, scheme: 'http' }],
  play: ({ state }) => [
    createVendorSystem(
      {
        id: ordersId,
        routes,
        authorise: (call) => (isSigned(call) ? undefined : processorError(401)),
        throttled: (seconds) => processorError(429, { 'Retry-After': String(seconds) }),
        failure: (code) => processorError(code),
      },
      state,
    ),
  ],
  place: customerPlaceSchema,
  specialPeople: [],
  seed: (state, person, { random, objectId }) => {
    if (!livesIn(person, ordersId, () => random.chance(0.3))) return [];
    const { given, family } = person;
    const place = { given, surname: family, objectId, orders: person.number % 4 };
    return [placeCustomer(state, person, place)];
  },
  traceNames: {
    customer: { live: 'customer', binned: 'customer' },
    order: { live: 'order', binned: 'order' },
  },
  // The service has no recycle bin.
  restore: () => undefined,
  settings,
  configuration,
  secrets: { ORDERS_SECRET: processorSecret },
};
