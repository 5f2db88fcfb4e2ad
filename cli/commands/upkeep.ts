import { Command } from 'commander';
import type { CommandLine } from '../command-line.ts';
import { plain } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { valueText } from '../text/value-text.ts';

/** `upkeep`: the work that the service does by itself. The configuration is printed only with `--json`. */
export function addUpkeepCommand({ add }: CommandLine): void {
  const command = new Command('upkeep').description(
    'show what the sweeper did and what is due, the age of keys, and the versions of flows',
  );
  add(command, async ({ service, output }) => {
    const upkeep = await service.get<Readonly<Record<string, unknown>>>('upkeep');
    const { configuration: _long, ...rest } = upkeep;
    output.answer(upkeep, () =>
      table(Object.entries(rest).map(([name, value]) => [plain(name), plain(valueText(value))])),
    );
  });
}
