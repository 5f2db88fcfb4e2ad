import { header, type Answer, type Call, type SimulatedSystem } from '../../http/call.ts';
import { createQuota } from '../../http/quota.ts';
import { createRouter } from '../../http/router.ts';
import { commonQuotas } from '../../store/settings.ts';
import type { State } from '../../store/state.ts';
import { hubspotId, hubspotToken } from './contact-record.ts';
import { hubspotRoutes } from './routes.ts';
import { categoryFor, HubspotError, hubspotErrorAnswer } from './hubspot-error.ts';

const find = createRouter(hubspotRoutes);

/** HubSpot's CRM contacts: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3 */
export function createHubspot(state: State): SimulatedSystem {
  const quota = createQuota();

  function admit(call: Call): Answer | undefined {
    if (header(call, 'authorization') !== `Bearer ${hubspotToken}`)
      return hubspotErrorAnswer(
        new HubspotError(
          401,
          'INVALID_AUTHENTICATION',
          'Authentication credentials not found. This API supports OAuth 2.0 authentication.',
        ),
      );
    const limit = state.quotas.of(hubspotId, commonQuotas).requestsPer10Seconds;
    const wait = quota.take('requests', limit);
    if (wait === 0) return undefined;
    const headers = {
      'X-HubSpot-RateLimit-Max': String(limit),
      'X-HubSpot-RateLimit-Remaining': '0',
      'X-HubSpot-RateLimit-Interval-Milliseconds': '10000',
      'Retry-After': String(wait),
    };
    const extra = { policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT' };
    return hubspotErrorAnswer(
      new HubspotError(
        429,
        'RATE_LIMITS',
        'You have reached your ten_secondly_rolling limit.',
        headers,
        extra,
      ),
    );
  }

  function answer(call: Call): Answer {
    const found = find(call.method, call.path);
    if (found === undefined)
      return {
        status: 404,
        headers: { 'Content-Type': 'text/html' },
        body: '<html><body><h2>HTTP ERROR 404 Not Found</h2></body></html>',
      };
    if (found === 'wrong-method')
      throw new HubspotError(405, 'VALIDATION_ERROR', 'HTTP 405 Method Not Allowed');
    return found.target({ state, call, query: new URLSearchParams(call.search) }, found.values);
  }

  return {
    id: hubspotId,
    admit,
    answer: (call) => {
      try {
        return answer(call);
      } catch (error) {
        if (error instanceof HubspotError) return hubspotErrorAnswer(error);
        throw error;
      }
    },
    failure: (status) =>
      hubspotErrorAnswer(
        new HubspotError(status, categoryFor(status), 'The sandbox was told to answer so.'),
      ),
  };
}
