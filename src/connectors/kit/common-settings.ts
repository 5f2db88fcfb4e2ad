import { z } from 'zod';

/** The settings that every connector has. */
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
      'How long the system may take until all its replicas show a change. Until then, a record that still seems to be there is read again.',
    ),
};

/** Names a synthetic record, by the object ID in it. */
export const controlSetting = z
  .guid()
  .optional()
  .describe(
    'The object ID in a synthetic record, never in a record of a person. When this record is not found, the name of the property is wrong, and no search ends in absent.',
  );

/** The arguments for `refine` of a schema with `control`: the control record can be looked up only by the property. */
export function needsProperty<Property extends string>(
  property: Property,
): [
  (settings: { control?: string | undefined } & { [P in Property]?: unknown }) => boolean,
  { path: string[]; error: string },
] {
  return [
    (settings) => settings.control === undefined || settings[property] !== undefined,
    { path: ['control'], error: `needs ${property}: the control record is looked up by it` },
  ];
}

/** The base URL of a vendor. Plain http is allowed only for simulators on the same machine. */
export const httpsUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const url = new URL(text);
  return url.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}, 'must be https');
