import { Command } from 'commander';
import type { Candidate, RequestAnswer } from '../answers.ts';
import { commented, type Commented } from '../commented.ts';
import { refuseUsage } from '../command-failure.ts';
import type { CommandLine, Tools } from '../command-line.ts';
import { requestPath } from '../request-path.ts';
import { plain } from '../text/plain.ts';
import { requestText } from '../text/request-text.ts';
import { table } from '../text/table.ts';

/** `retry`, `candidates`, `decide`, `waive`: actions on one system of a request. */
export function addRecordCommands({ add }: CommandLine): void {
  add(
    commented(
      new Command('retry')
        .description('visit a system again, or every system that is not done')
        .argument('<id>')
        .argument('[system]'),
    ),
    (tools, id: string, system: string | undefined, { comment }: Commented) =>
      actOn(
        tools,
        system === undefined ? requestPath(id, 'retry') : systemPath(id, system, 'retry'),
        { comment },
      ),
  );
  add(
    atSystem('candidates', 'list the records that may be the person’s, masked'),
    async ({ service, output }, id: string, system: string) => {
      const candidates = await service.get<readonly Candidate[]>(
        systemPath(id, system, 'candidates'),
      );
      output.answer(candidates, () =>
        table(
          candidates.map((one) =>
            [
              one.candidate,
              one.preview,
              `met by ${one.metBy.join(', ')}`,
              one.lead ? 'lead' : '',
            ].map(plain),
          ),
        ),
      );
    },
  );
  add(
    commented(atSystem('decide', 'decide which of the candidates are the person’s'))
      .argument('[candidates...]', 'such as c1 c2')
      .option('--none', 'none of them is the person’s')
      .option('--reason <code>', 'why'),
    (
      tools,
      id: string,
      system: string,
      records: readonly string[],
      options: Commented & { none?: boolean; reason?: string },
    ) => {
      if ((records.length === 0) !== (options.none ?? false))
        refuseUsage('Name the candidates that are the person’s, or add --none.');
      return actOn(tools, systemPath(id, system, 'decide'), {
        records,
        reason: options.reason,
        comment: options.comment,
      });
    },
  );
  add(
    commented(
      atSystem('waive', 'waive a system; it takes effect when a second operator waives it too'),
    ).requiredOption(
      '--reason <code>',
      'disproportionate, system-retired, done-by-hand, law or other',
    ),
    waive,
  );
}

async function waive(
  { service, output }: Tools,
  id: string,
  system: string,
  { reason, comment }: Commented & { reason: string },
): Promise<undefined> {
  const path = systemPath(id, system, 'waive');
  const request = await service.post<RequestAnswer & { readonly needed: string | null }>(path, {
    reason,
    comment,
  });
  output.answer(request, () => requestText(request));
  if (request.needed !== null)
    output.say('The waiver takes effect when another operator waives the system too.');
}

function atSystem(name: string, description: string): Command {
  return new Command(name).description(description).argument('<id>').argument('<system>');
}

const systemPath = (id: string, system: string, action: string) =>
  requestPath(id, 'systems', system, action);

async function actOn(
  { service, output }: Tools,
  path: string,
  body: object = {},
): Promise<undefined> {
  const request = await service.post<RequestAnswer>(path, body);
  output.answer(request, () => requestText(request));
}
