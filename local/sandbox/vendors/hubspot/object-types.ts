/** A type of object that can be associated with contacts. https://developers.hubspot.com/docs/api-reference/crm-associations */
export interface ObjectType {
  /** HubSpot's number of the association from a contact. */
  typeId: number;
  label: string;
  properties: readonly string[];
}

export const objectTypes: Readonly<Record<string, ObjectType>> = {
  deals: { typeId: 4, label: 'contact_to_deal', properties: ['dealname', 'amount'] },
  tickets: { typeId: 15, label: 'contact_to_ticket', properties: ['subject', 'content'] },
  notes: { typeId: 201, label: 'contact_to_note', properties: ['hs_timestamp', 'hs_note_body'] },
  calls: {
    typeId: 193,
    label: 'contact_to_call',
    properties: ['hs_timestamp', 'hs_call_title', 'hs_call_body', 'hs_call_to_number'],
  },
  emails: {
    typeId: 197,
    label: 'contact_to_email',
    properties: ['hs_timestamp', 'hs_email_subject', 'hs_email_text', 'hs_email_direction'],
  },
  meetings: {
    typeId: 199,
    label: 'contact_to_meeting',
    properties: ['hs_timestamp', 'hs_meeting_title', 'hs_meeting_body'],
  },
  tasks: {
    typeId: 203,
    label: 'contact_to_task',
    properties: ['hs_timestamp', 'hs_task_subject', 'hs_task_body'],
  },
};
