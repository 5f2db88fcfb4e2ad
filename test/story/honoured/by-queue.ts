import { invent } from '../../support/invented-people.ts';
import { verdictsOf } from '../../support/service-client.ts';
import { until } from '../../support/until.ts';
import { about, type HonouredStack } from './honoured-stack.ts';

/** A request from the queue. Its callback is refused once. */
export function storyOfARequestFromTheQueue(the: () => HonouredStack): void {
  test.concurrent(
    'the status of a request from the queue is sent to the status queue; a refused callback is tried again with the same event',
    async () => {
      const { stack, receiver, queues, statusEvent } = the();
      const person = await invent(stack.sandbox, ['b2c-de', 'mailchimp']);
      const body = {
        ...about('erasure', person),
        callbackUrl: receiver.url('/by-queue'),
        reference: 'CASE-1',
        idempotencyKey: 'CASE-1',
      };
      receiver.answerNext('/by-queue', 503);
      const accepted = (messageId: string) =>
        until('the request was accepted', async () => {
          const events = (await queues.peek('dsar-status')).map(
            (text) => JSON.parse(text) as { type: string; data: { id: string; messageId: string } },
          );
          return events.find(
            ({ type, data }) =>
              type === 'habeas.request.accepted.v1' && data.messageId === messageId,
          );
        });
      const first = await accepted(await queues.send('dsar-requests', JSON.stringify(body)));
      const { id } = first.data;
      // Other SDKs do not write base64. The same key does not send a second request.
      const second = await accepted(
        await queues.send('dsar-requests', JSON.stringify(body), 'utf8'),
      );
      expect(second.data.id).toBe(id);
      const finished = await stack.service.finished(id);
      expect(verdictsOf(finished)).toMatchObject({ 'b2c-de': 'erased', mailchimp: 'erased' });

      const tries = await until('the callback was tried again', () => {
        const received = receiver.received.filter((one) => one.path === '/by-queue');
        return received.length === 2 && received;
      });
      const queued = await statusEvent(id);
      expect(tries.map((one) => JSON.parse(one.body) as unknown)).toEqual([queued, queued]);
      expect(new Set(tries.map((one) => one.headers['webhook-id'])).size).toBe(1);
      await until('the delivery was recorded', async () => {
        const { delivery } = await stack.service.get(id);
        return delivery.state === 'delivered' && delivery.attempts === 2;
      });
    },
    90_000,
  );
}
