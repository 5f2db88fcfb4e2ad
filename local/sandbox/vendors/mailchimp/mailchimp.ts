import { header, type Answer, type Call, type SimulatedSystem } from '../../http/call.ts';
import { createQuota } from '../../http/quota.ts';
import { createRouter } from '../../http/router.ts';
import { commonQuotas } from '../../store/settings.ts';
import type { State } from '../../store/state.ts';
import { mailchimpErrorAnswer, MailchimpError, missing, titleFor } from './mailchimp-error.ts';
import { mailchimpId, mailchimpKey } from './member-record.ts';
import { mailchimpRoutes } from './routes.ts';

const find = createRouter(mailchimpRoutes);

function keyOf(call: Call): string | undefined {
  const authorization = header(call, 'authorization') ?? '';
  const [, bearer] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  const [, basic] = /^Basic (\S+)$/i.exec(authorization) ?? [];
  return (
    bearer ??
    (basic === undefined
      ? undefined
      : Buffer.from(basic, 'base64').toString('utf8').split(':').slice(1).join(':'))
  );
}

/** Mailchimp Marketing, 3.0. https://mailchimp.com/developer/marketing/api/ */
export function createMailchimp(state: State): SimulatedSystem {
  const quota = createQuota();

  function admit(call: Call): Answer | undefined {
    if (keyOf(call) !== mailchimpKey)
      return mailchimpErrorAnswer(
        new MailchimpError(
          401,
          'API Key Invalid',
          "Your API key may be invalid, or you've attempted to access the wrong datacenter.",
        ),
      );
    // Mailchimp sends no Retry-After.
    const wait = quota.take(
      'requests',
      state.quotas.of(mailchimpId, commonQuotas).requestsPer10Seconds,
    );
    return wait === 0
      ? undefined
      : mailchimpErrorAnswer(
          new MailchimpError(
            429,
            'Too Many Requests',
            'You have exceeded the limit of 10 simultaneous connections.',
          ),
        );
  }

  function answer(call: Call): Answer {
    const found = find(call.method, call.path);
    if (found === undefined) throw missing();
    if (found === 'wrong-method')
      throw new MailchimpError(
        405,
        'Method Not Allowed',
        'The requested method and resource are not compatible.',
      );
    return found.target({ state, call, query: new URLSearchParams(call.search) }, found.values);
  }

  return {
    id: mailchimpId,
    admit,
    answer: (call) => {
      try {
        return answer(call);
      } catch (error) {
        if (error instanceof MailchimpError) return mailchimpErrorAnswer(error);
        throw error;
      }
    },
    failure: (status) =>
      mailchimpErrorAnswer(
        new MailchimpError(status, titleFor(status), 'The sandbox was told to answer so.'),
      ),
  };
}
