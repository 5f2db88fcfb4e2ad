import { Command, Option } from 'commander';
import { readConnection, type ConnectionOptions } from './connection.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { openOutput, type Output } from './output.ts';
import { openService, type Service } from './service.ts';

/** What every command gets. */
export interface Tools {
  readonly output: Output;
  readonly service: Service;
  readonly connection: ConnectionOptions;
}

/** How a command ended, when it did not end as `done`. */
export type Ended = ExitCode | undefined;

export interface CommandLine {
  readonly program: Command;
  /** Adds a command that talks to the service, with its work. */
  readonly add: <Args extends unknown[]>(command: Command, run: Run<Args>) => void;
}

/** The work of a command, with its arguments and then its options. */
type Run<Args extends unknown[]> = (tools: Tools, ...args: Args) => Promise<Ended>;

type Globals = ConnectionOptions & { readonly json?: boolean };

export function createCommandLine(): CommandLine {
  const program = new Command('habeas')
    .description(
      'Carries out data-subject requests: asks the service, follows requests, decides about them.',
    )
    .option('--url <address>', 'the service, such as https://dsar.example.org/api (or HABEAS_URL)')
    .addOption(
      new Option('--data <folder>', 'the data of a service on this machine').default('.habeas'),
    )
    .option(
      '--role <role>',
      'with a service on this machine that was started with --auth: use its key of this role',
    )
    .option('--json', 'print the answer of the service as JSON')
    .helpCommand(false)
    .showHelpAfterError('Add --help to see what the command takes.');
  return {
    program,
    add: <Args extends unknown[]>(command: Command, run: Run<Args>) => {
      // Commander passes the arguments, the options, and the command itself.
      command.action(async (...all: unknown[]) => {
        const args = all.slice(0, -1) as Args;
        const ended = await run(toolsOf(command.optsWithGlobals<Globals>()), ...args);
        process.exitCode = ended ?? exitCodes.done;
      });
      program.addCommand(command);
    },
  };
}

function toolsOf(globals: Globals): Tools {
  return {
    output: openOutput(globals.json ?? false),
    connection: globals,
    service: openService(() => readConnection(globals, process.env)),
  };
}
