import { z } from 'zod';

/** Settings every connector takes. */
export const commonSettings = {
  timeoutSeconds: z
    .number()
    .positive()
    .max(100)
    .default(20)
    .describe('How long one call may take.'),
  settleSeconds: z
    .number()
    .int()
    .nonnegative()
    .max(3600)
    .default(60)
    .describe(
      'How long the system may take until all its replicas show a change; what still looks there is asked for again until then.',
    ),
};

/** Where a vendor is reached; plain http is for simulators on the same machine only. */
export const httpsUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const url = new URL(text);
  return url.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}, 'must be https');
