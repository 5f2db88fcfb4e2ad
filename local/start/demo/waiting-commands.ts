import type { RequestStatus } from './service.ts';

/** A request that waits for a person, as the demonstration shows it. */
type Waiting = Pick<RequestStatus, 'id' | 'state' | 'planHash'>;

/**
 * What a person can do about a request that waits at a gate, as commands to copy.
 *
 * @param asksForKeys the service lets in only who has a key (`--auth`)
 * @returns null when the request waits for nobody
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
  const withdraw = ['  Or it is withdrawn:', post('operator', 'withdraw')];
  const commands = {
    'awaiting-identity': [
      '  It waits until somebody proves who the person is:',
      post('operator', 'identity', { proof: 'call' }),
      ...withdraw,
    ],
    'awaiting-approval': [
      '  It waits for approval. Somebody who did not send it approves the plan:',
      post('approver', 'approve', { planHash }),
      '  Or it is refused:',
      post('approver', 'refuse', { reason: 'other' }),
      ...withdraw,
    ],
    'cooling-off': ['  It cools off, and goes on by itself.', ...withdraw],
    'on-hold': ['  It is on hold until somebody resumes it:', post('operator', 'resume')],
  }[state];
  if (!commands) return null;
  const keys = asksForKeys
    ? ['  The keys are in host/keys.json of the data folder, under service: Approver, Operator.']
    : [];
  return [...commands, ...keys].join('\n');
}
