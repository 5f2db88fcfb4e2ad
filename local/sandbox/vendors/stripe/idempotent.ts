import { header, type Answer } from '../../http/call.ts';
import type { VendorOperation } from '../../http/vendor-system.ts';
import { Refusal } from '../../http/refusal.ts';
import { stripeError } from './stripe-error.ts';
import { stripeId } from './stripe-object.ts';

const dayMs = 86_400_000;

/** The same `Idempotency-Key` within 24 h gets the first answer again: https://docs.stripe.com/api/idempotent_requests */
export const idempotent =
  (operation: VendorOperation): VendorOperation =>
  (context, values) => {
    const { state, call } = context;
    const key = header(call, 'idempotency-key');
    if (key === undefined) return operation(context, values);
    const request = `${call.path} ${call.body}`;
    const known = state.records.actual(stripeId, 'idempotencyKey', key);
    if (known && known.changedAt > state.clock.now() - dayMs) {
      const { request: first, answer } = known.doc as { request: string; answer: Answer };
      if (first !== request)
        throw new Refusal(
          stripeError(
            400,
            'Keys for idempotent requests can only be used with the same parameters they were first used with.',
            {
              type: 'idempotency_error',
            },
          ),
        );
      return { ...answer, effect: null, headers: { 'Idempotent-Replayed': 'true' } };
    }
    const answer = operation(context, values);
    state.records.place(stripeId, 'idempotencyKey', key, {
      state: 'live',
      doc: { request, answer },
      keys: [],
    });
    return answer;
  };
