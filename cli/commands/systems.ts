import { Command } from 'commander';
import type { CommandLine, Ended, Tools } from '../command-line.ts';
import { showFindings } from '../text/findings-text.ts';
import { bad, good, type Finding } from '../verify/finding.ts';
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
    ['pause', 'pause', 'pause a system: it is not called, and requests wait for it'],
    ['unpause', 'resume', 'end the pause of a system'],
  ] as const)
    add(
      new Command(name).description(description).argument('<system>'),
      async ({ service, output }, system: string) => {
        const answer = await service.post<SystemRow>(systemPath(system, action));
        output.answer(answer, () => codes(answer));
      },
    );
}

const systemPath = (id: string, action: string) => `systems/${encodeURIComponent(id)}/${action}`;

/** The systems of an answer. Some versions of the service send a list, others an object with the list. */
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
  const findings: Finding[] = [];
  for (const id of ids) findings.push(...(await probeSystem(tools, id)));
  return showFindings(tools.output, findings);
}

/** Probes one system. A system is reported as good only when the answer says so. */
export async function probeSystem({ service }: Tools, id: string): Promise<readonly Finding[]> {
  const { probe } = await service.post<{ readonly probe?: ProbeAnswer | null }>(
    systemPath(id, 'probe'),
  );
  const problems = probe?.problems ?? [];
  const found = problems.map(({ what, fix }) => bad(`${id}: ${what}`, fix));
  if (probe?.reachable === true) return found.length > 0 ? found : [good(`${id} can be used.`)];
  return [
    bad(`${id} cannot be reached.`, 'Check its settings, its secrets and its own status page.'),
    ...found,
  ];
}

interface ProbeAnswer {
  readonly reachable: boolean;
  readonly problems: readonly { readonly what: string; readonly fix: string }[];
}

/** The codes and counts of an answer in one line. */
function codes(answer: object): string {
  return Object.entries(answer)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => plain(`${name}: ${valueText(value)}`))
    .join(', ');
}
