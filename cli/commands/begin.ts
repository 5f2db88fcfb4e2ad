import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { RequestAnswer } from '../answers.ts';
import { confirm } from '../ask.ts';
import type { CommandLine, Ended, Tools } from '../command-line.ts';
import { exitCodeOfState } from '../exit-codes.ts';
import { subjectOf, withSubject, type SubjectOptions } from '../subject.ts';
import { plain, shortTime } from '../text/plain.ts';
import { requestText } from '../text/request-text.ts';
import { watchRequest } from '../watch-request.ts';

interface BeginOptions extends SubjectOptions {
  readonly regulation?: string;
  readonly language?: string;
  readonly reference?: string;
  readonly callbackUrl?: string;
  readonly key?: string;
  readonly watch?: boolean;
  readonly yes?: boolean;
}

/** `access`, `portability`, `erase`. */
export function addBeginCommands({ add }: CommandLine): void {
  for (const [name, type, description] of [
    ['access', 'access', 'ask for a copy of all data of a person'],
    ['portability', 'portability', 'ask for a copy that another controller can import'],
    ['erase', 'erasure', 'ask for the erasure of a person in every system'],
  ] as const)
    add(beginCommand(name, description), (tools, options: BeginOptions) =>
      begin(tools, type, options),
    );
}

function beginCommand(name: string, description: string): Command {
  const command = withSubject(new Command(name).description(description))
    .option('--regulation <name>', 'gdpr, uk-gdpr or ccpa')
    .option('--language <tag>', 'language of the answer to the person, such as de')
    .option(
      '--reference <mark>',
      'your own reference, such as the number of the case; no personal data',
    )
    .option('--callback-url <address>', 'the https address to which the final status is sent')
    .option(
      '--key <text>',
      'idempotency key; a second call with the same key does not send the request twice',
    )
    .option('--watch', 'follow the request to its end');
  if (name === 'erase') command.option('--yes', 'do not ask for a confirmation');
  return command;
}

async function begin(tools: Tools, type: string, options: BeginOptions): Promise<Ended> {
  const { service, output } = tools;
  const { regulation, language, reference, callbackUrl } = options;
  const subject = subjectOf(options, () => readFileSync(0, 'utf8'));
  if (type === 'erasure' && output.isTerminal)
    await confirm(output, 'Erase this person in every system?', options.yes ?? false);
  const body = { type, subject, regulation, language, reference, callbackUrl };
  // With a key, the call can be repeated safely when its answer was lost.
  const headers = { 'idempotency-key': options.key ?? randomUUID() };
  const begun = await service.post<RequestAnswer>('requests', body, headers);
  if (!options.watch) {
    output.answer(
      begun,
      () => `${plain(begun.id)}  ${plain(begun.state)}, due ${shortTime(begun.dueAt)}`,
    );
    return;
  }
  output.say(`Request ${plain(begun.id)}`);
  const ended = await watchRequest(service, output, begun.id);
  output.answer(ended, () => `\n${requestText(ended)}`);
  return exitCodeOfState(ended.state);
}
