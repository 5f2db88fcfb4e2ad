import { Command } from 'commander';
import type { CommandLine, Ended, Tools } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { plain } from '../text/plain.ts';
import { valueText } from '../text/value-text.ts';
import { table } from '../text/table.ts';

type SystemRow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly title: string;
};

/** `systems`, `probe`, `pause`, `unpause`. */
export function addSystemCommands({ add }: CommandLine): void {
  add(new Command('systems').description('list the systems and their health'), list);
  add(
    new Command('probe')
      .description('ask a system, or every system, whether it can be used')
      .argument('[system]'),
    (tools, system?: string) => probe(tools, system),
  );
  for (const [name, action, description] of [
    ['pause', 'pause', 'do not call a system for now; requests wait for it'],
    ['unpause', 'resume', 'call a paused system again'],
  ] as const)
    add(
      new Command(name).description(description).argument('<system>'),
      async ({ service, output }, system: string) => {
        const answer = await service.post<SystemRow>(systemPath(system, action));
        output.answer(answer, () => codes(answer));
      },
    );
}

export const systemPath = (id: string, action: string) =>
  `systems/${encodeURIComponent(id)}/${action}`;

/** The systems, whichever way the answer lists them. */
export async function systemsOf({ service }: Tools): Promise<readonly SystemRow[]> {
  const answer = await service.get<
    readonly SystemRow[] | { readonly systems: readonly SystemRow[] }
  >('systems');
  return 'systems' in answer ? answer.systems : answer;
}

async function list(tools: Tools): Promise<undefined> {
  const systems = await systemsOf(tools);
  tools.output.answer(systems, () =>
    table(systems.map(({ id, title, ...rest }) => [plain(id), plain(title), codes(rest)])),
  );
}

async function probe(tools: Tools, system?: string): Promise<Ended> {
  const ids = system === undefined ? (await systemsOf(tools)).map(({ id }) => id) : [system];
  const answers: { id: string; ok?: boolean }[] = [];
  for (const id of ids)
    answers.push({ id, ...(await tools.service.post<object>(systemPath(id, 'probe'))) });
  tools.output.answer(answers, () =>
    table(answers.map(({ id, ...rest }) => [plain(id), codes(rest)])),
  );
  return answers.every(({ ok }) => ok !== false) ? undefined : exitCodes.failed;
}

/** The codes and counts of an answer in one line. */
function codes(answer: object): string {
  return Object.entries(answer)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => plain(`${name}: ${valueText(value)}`))
    .join(', ');
}
