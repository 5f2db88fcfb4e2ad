import { header, type Call } from '../../http/call.ts';
import { createVendorSystem } from '../../http/vendor-system.ts';
import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { customerPlaceSchema } from './place-schema.ts';
import { stripeRoutes } from './routes.ts';
import { seedCustomers } from './seed-customers.ts';
import { specialPeople } from './special-people.ts';
import { stripeError } from './stripe-error.ts';
import { objectIdKey, objectKinds, stripeId, stripeKey } from './stripe-object.ts';

/** The key is a bearer token, or the user name of Basic credentials. */
function keyOf(call: Call): string | undefined {
  const [, scheme, value = ''] =
    /^(Bearer|Basic) (\S+)$/.exec(header(call, 'authorization') ?? '') ?? [];
  if (scheme === 'Bearer') return value;
  return scheme === 'Basic'
    ? Buffer.from(value, 'base64').toString('utf8').split(':')[0]
    : undefined;
}

const messages: Readonly<Record<number, string>> = {
  404: 'Unrecognized request URL.',
  405: 'Unrecognized request URL for this method.',
};

const configuration = ({ systems }: SandboxUrls) => [
  {
    id: stripeId,
    connector: 'stripe',
    title: 'Stripe',
    settings: { baseUrl: systems[stripeId], objectIdKey, redaction: true, settleSeconds },
    secrets: { apiKey: 'env:STRIPE_API_KEY' },
  },
];

/** Stripe: customers, their payments, and redaction jobs. */
export const vendor: Vendor = {
  name: 'stripe',
  core: false,
  systems: [{ id: stripeId, scheme: 'http' }],
  play: ({ state }) => [
    createVendorSystem(
      {
        id: stripeId,
        routes: stripeRoutes,
        authorise: (call) =>
          keyOf(call) === stripeKey ? undefined : stripeError(401, 'Invalid API Key provided.'),
        throttled: () => stripeError(429, 'Request rate limit exceeded.', { code: 'rate_limit' }),
        failure: (status) =>
          stripeError(status, messages[status] ?? 'The sandbox was told to answer so.'),
      },
      state,
    ),
  ],
  place: customerPlaceSchema,
  specialPeople,
  seed: seedCustomers,
  traceNames: Object.fromEntries(objectKinds.map((kind) => [kind, { live: kind, binned: kind }])),
  // Nothing in Stripe can be restored.
  restore: () => undefined,
  configuration,
  secrets: { STRIPE_API_KEY: stripeKey },
};
