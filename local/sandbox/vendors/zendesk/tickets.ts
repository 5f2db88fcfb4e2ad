import { jsonBody } from '../../http/call.ts';
import { Refusal } from '../../http/refusal.ts';
import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { pageOf } from './users.ts';
import { notFound, zendeskError } from './zendesk-error.ts';
import { keyOf, ticketDocOf, zendeskId, type TicketDoc } from './zendesk-record.ts';

/** The tickets stay when their requester is permanently deleted, so they are found for a deleted user too. */
export const listRequested: VendorOperation = (context, { user = '' }) => {
  const found = context.state.records
    .find(zendeskId, 'ticket', 'requester', user)
    .map(({ doc }) => ticketDocOf(doc).ticket);
  return pageOf(context, 'tickets', found);
};

function requireTicket({ state }: VendorContext, id: string): TicketDoc {
  const record = state.records.seen(zendeskId, 'ticket', keyOf(id));
  if (!record) throw notFound();
  return ticketDocOf(record.doc);
}

export const getTicket: VendorOperation = (context, { ticket = '' }) => ({
  status: 200,
  body: { ticket: requireTicket(context, ticket).ticket },
});

export const listComments: VendorOperation = (context, { ticket: id = '' }) => {
  const { comments, ticket } = requireTicket(context, id);
  const shown = comments.map((comment) => ({
    ...comment,
    type: 'Comment',
    author_id: ticket.requester_id,
    plain_body: comment.body,
    public: true,
    attachments: [],
  }));
  return pageOf(context, 'comments', shown);
};

/** Replaces the text by `▇`, as Zendesk does. This is the only way to remove personal data from a comment. */
export const redactComment: VendorOperation = (
  context,
  { ticket: id = '', comment: which = '' },
) => {
  const { state, call } = context;
  const record = state.records.actual(zendeskId, 'ticket', keyOf(id));
  const doc = record && ticketDocOf(record.doc);
  const comment = doc?.comments.find((each) => String(each.id) === which);
  const text = jsonBody(call)?.['text'];
  if (!record || !doc || !comment) throw notFound();
  if (typeof text !== 'string' || !comment.body.includes(text))
    throw new Refusal(zendeskError(422, 'The text is not part of the comment.'));
  const redact = (value: string) => value.replaceAll(text, '▇'.repeat(text.length));
  const redacted = { ...comment, body: redact(comment.body) };
  const after: TicketDoc = {
    ticket: { ...doc.ticket, description: redact(String(doc.ticket['description'])) },
    comments: doc.comments.map((each) => (each === comment ? redacted : each)),
  };
  state.records.write(
    zendeskId,
    'ticket',
    record.id,
    { state: 'live', doc: after, keys: [] },
    state.lagOf(call, zendeskId, record.id),
  );
  return { status: 200, effect: 'updated', body: { comment: redacted } };
};
