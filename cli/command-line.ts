import { Command, Option } from 'commander';
import { readConnection, type ConnectionOptions } from './connection.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { openOutput, type Output } from './output.ts';
import { openService, type Service } from './service.ts';

/** The input of every command. */
export interface Tools {
  readonly output: Output;
  readonly service: Service;
  readonly connection: ConnectionOptions;
}

/** The exit of a command that did not end with `done`. */
export type Ended = ExitCode | undefined;

export interface CommandLine {
  readonly program: Command;
  /** Adds a command that calls the service, with its work. */
  readonly add: <Args extends unknown[]>(command: Command, run: Run<Args>) => void;
}

/** The work of a command, with its arguments and then its options. */
type Run<Args extends unknown[]> = (tools: Tools, ...args: Args) => Promise<Ended>;

type Globals = ConnectionOptions & { readonly json?: boolean };

export function createCommandLine(): CommandLine {
  const program = new Command('habeas')
    .description(
      'Carries out data-subject requests: sends requests, follows them and decides about them.',
    )
    .option(
      '--url <address>',
      'the address of the service, such as https://dsar.example.org/api (or HABEAS_URL)',
    )
    .addOption(
      new Option('--data <folder>', 'the data folder of a service on this machine').default(
        '.habeas',
      ),
    )
    .option(
      '--role <role>',
      'use the key of this role, of a service on this machine that was started with --auth',
    )
    .option('--json', 'print the answer of the service as JSON')
    .helpCommand(false)
    .showHelpAfterError('Add --help to see the options and arguments of the command.');
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
