import { z } from 'zod';
import type { ExportSink } from '../../ports/system-access.ts';
import type { Associated } from './associations.ts';
import { filled } from './filled.ts';
import type { Portal } from './portal.ts';
import { isNotOffered, propertyNames } from './property-names.ts';
import { readObjects } from './read-batch.ts';

const object = z.looseObject({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
});

/** The types of objects that hold texts about the person, with the properties to read when the list of all properties may not be read. */
const usualProperties: Readonly<Record<string, readonly string[]>> = {
  notes: ['hs_timestamp', 'hs_note_body'],
  calls: [
    ...[
      'hs_timestamp',
      'hs_call_title',
      'hs_call_body',
      'hs_call_from_number',
      'hs_call_to_number',
    ],
    ...['hs_call_duration', 'hs_call_recording_url', 'hs_call_status'],
  ],
  emails: [
    ...['hs_timestamp', 'hs_email_subject', 'hs_email_text', 'hs_email_html', 'hs_email_headers'],
    ...['hs_email_direction', 'hs_email_status'],
  ],
  meetings: [
    ...['hs_timestamp', 'hs_meeting_title', 'hs_meeting_body', 'hs_internal_meeting_notes'],
    ...['hs_meeting_location', 'hs_meeting_start_time', 'hs_meeting_end_time'],
  ],
  tasks: ['hs_timestamp', 'hs_task_subject', 'hs_task_body', 'hs_task_status'],
  communications: ['hs_timestamp', 'hs_communication_channel_type', 'hs_communication_body'],
  postal_mail: ['hs_timestamp', 'hs_postal_mail_body'],
  tickets: ['createdate', 'subject', 'content', 'hs_ticket_category', 'hs_resolution'],
};

export const textTypes = Object.keys(usualProperties);

/**
 * Writes the associated objects that hold texts, each type as a part of its own.
 * @returns the number of objects of each type that were written
 */
export async function exportTexts(
  portal: Portal,
  associated: readonly Associated[],
  sink: ExportSink,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [type, usual] of Object.entries(usualProperties)) {
    const ids = associated.filter(({ to }) => to === type).map(({ id }) => id);
    if (ids.length === 0) continue;
    const properties = await propertyNames(portal, type, type, usual, sink);
    const objects = await readTexts(portal, type, ids, properties);
    if (objects === null) {
      sink.remark(type, 'Not read: a scope is missing, or the account does not offer it.');
      continue;
    }
    for (const one of objects)
      await sink.write(type, { ...one, properties: filled(one.properties) });
    counts[type] = objects.length;
  }
  return counts;
}

async function readTexts(
  portal: Portal,
  type: string,
  ids: readonly string[],
  properties: readonly string[],
) {
  try {
    return await readObjects(portal, type, { ids, properties }, object);
  } catch (error) {
    if (isNotOffered(error)) return null;
    throw error;
  }
}
