import { Command } from 'commander';
import type { Fact, ListAnswer, ListRow, RequestAnswer } from '../answers.ts';
import type { CommandLine, Ended, Tools } from '../command-line.ts';
import { exitCodeOfState } from '../exit-codes.ts';
import { requestPath } from '../request-path.ts';
import { factRow } from '../text/fact-text.ts';
import { plain, shortTime } from '../text/plain.ts';
import { requestText } from '../text/request-text.ts';
import { table } from '../text/table.ts';
import { stateText } from '../text/verdict-text.ts';
import { watchRequest } from '../watch-request.ts';

type ListOptions = Readonly<Record<string, string | boolean | undefined>>;

/** `list`, `show`, `watch`, `timeline`, `comments`. */
export function addReadCommands({ add }: CommandLine): void {
  add(listCommand(), (tools, options: ListOptions) => list(tools, options));
  add(
    new Command('show').description('show one request').argument('<id>'),
    async ({ service, output }, id: string) => {
      const request = await service.get<RequestAnswer>(requestPath(id));
      output.answer(request, () => requestText(request));
    },
  );
  add(
    new Command('watch').description('follow one request to its end').argument('<id>'),
    async ({ service, output }, id: string): Promise<Ended> => {
      requestPath(id);
      const ended = await watchRequest(service, output, id);
      output.answer(ended, () => `\n${requestText(ended)}`);
      return exitCodeOfState(ended.state);
    },
  );
  add(
    new Command('timeline')
      .description('list everything that happened to a request')
      .argument('<id>'),
    async ({ service, output }, id: string) => {
      const timeline = await service.get<{ facts: readonly Fact[] }>(requestPath(id, 'timeline'));
      output.answer(timeline, () => table(timeline.facts.map(factRow)));
    },
  );
  add(
    new Command('comments')
      .description('list the comments on the decisions about a request')
      .argument('<id>'),
    async ({ service, output }, id: string) => {
      const comments = await service.get<readonly Comment[]>(requestPath(id, 'comments'));
      output.answer(comments, () => table(comments.map(commentRow)));
    },
  );
}

interface Comment {
  readonly at: string;
  readonly what: string;
  readonly actor: Fact['actor'];
  readonly comment: string;
}

function commentRow({ at, what, actor, comment }: Comment): string[] {
  return [shortTime(at), plain(actor.id ?? actor.kind), plain(what), plain(comment)];
}

function listCommand(): Command {
  return new Command('list')
    .description('list requests, the newest first')
    .option(
      '--state <states>',
      'states, separated by commas; open: every request that has not ended',
    )
    .option('--type <type>', 'access, portability or erasure')
    .option('--system <id>', 'requests with this system')
    .option('--verdict <verdicts>', 'verdicts, separated by commas')
    .option('--waiting <system>', 'requests that wait for this system; any: for any system')
    .option('--reference <text>', 'the beginning of the reference or of the id')
    .option('--due-before <time>', 'requests that are due before this time')
    .option('--assigned <who>', 'me: the requests that I handle')
    .option('--sort <order>', 'received or due')
    .option('--limit <number>', 'how many to show, at most 200', '50')
    .option('--all', 'show all of them, page by page');
}

const parameters = [
  'state',
  'type',
  'system',
  'verdict',
  'waiting',
  'reference',
  'dueBefore',
  'assigned',
  'sort',
  'limit',
];

async function list({ service, output }: Tools, options: ListOptions): Promise<undefined> {
  const query = new URLSearchParams();
  for (const name of parameters) {
    const value = options[name];
    if (typeof value === 'string') query.set(name, value);
  }
  for (;;) {
    const page = await service.get<ListAnswer>(`requests?${query.toString()}`);
    if (output.json) for (const item of page.items) output.print(JSON.stringify(item));
    else if (page.items.length > 0) output.print(table(page.items.map(listRow)));
    else output.say('There is no such request.');
    if (page.continuation === null) return;
    if (!options['all']) {
      output.say('There are more. Add --all to see them.');
      return;
    }
    query.set('continuation', page.continuation);
  }
}

function listRow({
  id,
  type,
  state,
  reason,
  dueAt,
  reference,
  waitingFor = [],
  verdicts = {},
}: ListRow): string[] {
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  return [
    plain(id),
    plain(type),
    stateText(state, reason),
    `due ${plain(dueAt.slice(0, 10))}`,
    plain(reference ?? '-'),
    plain(waitingFor.length > 0 ? `waits for ${waitingFor.join(', ')}` : counts.join(', ')),
  ];
}
