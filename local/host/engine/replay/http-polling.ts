import type { DurableHttpRequest } from '../../protocol/orchestration-action.ts';
import { addMilliseconds } from '../../protocol/timestamp.ts';
import { scheduleTask, type ExecutionContext } from './execution-context.ts';
import { pendingTask, settle, whenSettled, type MirrorTask } from './mirror-task.ts';

/** Name of the extension's own activity that sends the request of callHttp. */
export const httpActivity = 'BuiltIn::HttpActivity';

interface DurableHttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * callHttp: after a 202 its Location is polled, with a timer before each poll. Without a Location the timer is set too, and
 * then the task fails without a message, as in the extension.
 */
export function callHttp(
  context: ExecutionContext,
  request: DurableHttpRequest,
  sleepMilliseconds: number,
): MirrorTask {
  const whole = pendingTask();
  const send = (current: DurableHttpRequest): void => {
    const call = scheduleTask(context, { kind: 'task', name: httpActivity, input: current });
    whenSettled(call, () => {
      const response = call.failed ? undefined : parse(call.value);
      if (response?.statusCode !== 202 || request.asynchronousPatternEnabled === false) {
        settle(whole, call.value, call.failed);
        return;
      }
      const wait = retryAfter(response) ?? sleepMilliseconds;
      // The extension reads seconds only. A date makes the task fail.
      if (Number.isNaN(wait)) {
        settle(whole, null, true);
        return;
      }
      const fireAt = addMilliseconds(context.now, wait);
      whenSettled(scheduleTask(context, { kind: 'timer', fireAt }), () => {
        const location = header(response, 'Location');
        if (location === undefined) settle(whole, null, true);
        else send(pollRequest(request, location));
      });
    });
  };
  send(request);
  return whole;
}

function pollRequest(request: DurableHttpRequest, location: string): DurableHttpRequest {
  const { headers, tokenSource, asynchronousPatternEnabled } = request;
  return {
    method: 'GET',
    uri: URL.canParse(location, request.uri) ? new URL(location, request.uri).href : location,
    ...(headers ? { headers } : {}),
    ...(tokenSource === undefined ? {} : { tokenSource }),
    ...(asynchronousPatternEnabled === undefined ? {} : { asynchronousPatternEnabled }),
  };
}

function retryAfter(response: DurableHttpResponse): number | undefined {
  const seconds = header(response, 'Retry-After');
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function header(response: DurableHttpResponse, name: string): string | undefined {
  const found = Object.entries(response.headers).find(
    ([own]) => own.toLowerCase() === name.toLowerCase(),
  )?.[1];
  return typeof found === 'string' ? found : found?.[0];
}

function parse(text: string | null): DurableHttpResponse | undefined {
  return text === null ? undefined : (JSON.parse(text) as DurableHttpResponse);
}
