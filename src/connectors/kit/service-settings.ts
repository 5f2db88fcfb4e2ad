import { z } from 'zod';
import { isAllowedUrl } from './address-guard.ts';
import { commonSettings } from './common-settings.ts';

/** The settings of a connector that calls the organisation's own services. */
export const serviceSettings = {
  ...commonSettings,
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .describe('Where the service is. Every path is appended to it.'),
  internalHosts: z
    .array(
      z.string().regex(/^[^/:@\s]+$|^\[[0-9a-f:.]+\]$/i, 'must be a host name, without a port'),
    )
    .default([])
    .describe(
      'Host names that may lead to a private address, and may be reached by plain http. All other hosts must have public addresses and use https.',
    ),
  simultaneousCalls: z
    .number()
    .int()
    .positive()
    .default(8)
    .describe('How many calls the service gets at once.'),
};

/** The fix for a URL that `isAllowedUrl` refuses. */
export const notAllowedUrl =
  'must be https with a public host; list the host in internalHosts if it is in your own network';

/** The arguments for `refine` of a schema with `baseUrl` and `internalHosts`. */
export const baseUrlIsAllowed: [
  (settings: { baseUrl: string; internalHosts: readonly string[] }) => boolean,
  { path: string[]; error: string },
] = [
  ({ baseUrl, internalHosts }) => isAllowedUrl(new URL(baseUrl), internalHosts),
  { path: ['baseUrl'], error: notAllowedUrl },
];
