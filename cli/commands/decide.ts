import { Command } from 'commander';
import type { RequestAnswer } from '../answers.ts';
import { confirm } from '../ask.ts';
import { commented, type Commented } from '../commented.ts';
import { refuseUsage } from '../command-failure.ts';
import type { CommandLine, Tools } from '../command-line.ts';
import { requestPath } from '../request-path.ts';
import { requestText } from '../text/request-text.ts';
import { plain } from '../text/plain.ts';

const refusals =
  'suspected-fraud, insufficient-verification, claim-not-covered, outside-jurisdiction, too-many-requests, other';
const holds = 'legal-hold, investigation, identity, clarification, fee, other';

/** `approve`, `refuse`, `withdraw`, `hold`, `resume`, `extend`, `identity`, `assign`. */
export function addDecisionCommands({ add }: CommandLine): void {
  add(
    withId('approve', 'approve the plan of a request that somebody else sent')
      .option('--plan <hash>', 'the hash of the plan that you read; without it the plan is shown')
      .option('--yes', 'do not ask for a confirmation'),
    approve,
  );
  add(
    withId('refuse', 'refuse a request').requiredOption('--reason <code>', refusals),
    (tools, id: string, body: Commented & { reason: string }) => act(tools, id, 'refuse', body),
  );
  add(
    withId('withdraw', 'withdraw a request before anything is erased'),
    (tools, id: string, body: Commented) => act(tools, id, 'withdraw', body),
  );
  add(
    withId('hold', 'put a request on hold')
      .requiredOption('--reason <code>', holds)
      .option('--until <time>', 'when the hold ends by itself'),
    (tools, id: string, body: Commented & { reason: string; until?: string }) =>
      act(tools, id, 'hold', body),
  );
  add(withId('resume', 'end the hold of a request'), (tools, id: string, body: Commented) =>
    act(tools, id, 'resume', body),
  );
  add(
    withId('extend', 'take the extension that the law allows, once').requiredOption(
      '--reason <code>',
      'complexity or number-of-requests',
    ),
    (tools, id: string, body: Commented & { reason: string }) => act(tools, id, 'extend', body),
  );
  add(
    withId('identity', 'record how the identity of the person was proved').requiredOption(
      '--proof <kind>',
      'sign-in, document, call or other',
    ),
    (tools, id: string, body: Commented & { proof: string }) => act(tools, id, 'identity', body),
  );
  add(
    withId('assign', 'set who handles a request').argument('<who>', 'me or nobody'),
    (tools, id: string, who: string, body: Commented) => {
      if (who !== 'me' && who !== 'nobody') refuseUsage('Assign a request to me or to nobody.');
      return act(tools, id, 'assign', { ...body, to: who === 'me' ? 'me' : null });
    },
  );
}

function withId(name: string, description: string): Command {
  return commented(new Command(name).description(description).argument('<id>'));
}

/** Takes an action on a request and shows the request after it. */
export async function act(
  tools: Tools,
  id: string,
  action: string,
  body: object = {},
): Promise<undefined> {
  const { service, output } = tools;
  const request = await service.post<RequestAnswer>(requestPath(id, action), body);
  output.answer(request, () => requestText(request));
}

async function approve(
  tools: Tools,
  id: string,
  { plan, yes = false, ...comment }: Commented & { plan?: string; yes?: boolean },
): Promise<undefined> {
  const { service, output } = tools;
  if (plan !== undefined) return act(tools, id, 'approve', { ...comment, planHash: plan });
  const request = await service.get<RequestAnswer>(requestPath(id));
  const { planHash } = request;
  if (planHash === null) return refuseUsage('This request has no plan to approve yet.');
  output.say(requestText(request));
  await confirm(output, `Approve plan ${plain(planHash)}?`, yes);
  return act(tools, id, 'approve', { ...comment, planHash });
}
