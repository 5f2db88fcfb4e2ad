import type { RequestStatus } from './service.ts';

/** A request that waits for a person, as the demonstration shows it. */
type Waiting = Pick<RequestStatus, 'id' | 'state' | 'planHash'>;

/**
 * The actions for a request that waits at a gate, as commands to copy.
 *
 * @param asksForKeys true when the service requires keys (`--auth`)
 * @returns null when the request does not wait for a person
 */
export function waitingCommands(
  api: string,
  { id, state, planHash }: Waiting,
  asksForKeys: boolean,
): string | null {
  const post = (role: string, action: string, body: object = {}) =>
    [
      `    curl -s -X POST ${api}/requests/${id}/${action}`,
      `-H 'content-type: application/json'`,
      ...(asksForKeys ? [`-H "x-functions-key: $${role.toUpperCase()}_KEY"`] : []),
      `-d '${JSON.stringify(body)}'`,
    ].join(' ');
  const withdraw = ['  Or withdraw it:', post('operator', 'withdraw')];
  const commands = {
    'awaiting-identity': [
      '  It waits for a proof of the person’s identity:',
      post('operator', 'identity', { proof: 'call' }),
      ...withdraw,
    ],
    'awaiting-approval': [
      '  It waits for approval. A second person approves the plan:',
      post('approver', 'approve', { planHash }),
      '  Or refuse it:',
      post('approver', 'refuse', { reason: 'other' }),
      ...withdraw,
    ],
    'cooling-off': [
      '  It waits for the end of the cooling-off period, and continues by itself.',
      ...withdraw,
    ],
    'on-hold': ['  It is on hold until somebody resumes it:', post('operator', 'resume')],
  }[state];
  if (!commands) return null;
  const keys = asksForKeys
    ? ['  The keys are in host/keys.json of the data folder, under service: Approver, Operator.']
    : [];
  return [...commands, ...keys].join('\n');
}
