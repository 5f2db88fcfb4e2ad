import { CommanderError } from 'commander';
import { createCommandLine } from './command-line.ts';
import { CommandFailure } from './command-failure.ts';
import { addBeginCommands } from './commands/begin.ts';
import { addDecisionCommands } from './commands/decide.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addIdentifiersCommand } from './commands/identifiers.ts';
import { addFileCommands } from './commands/files.ts';
import { addKeyCommand } from './commands/key.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addRecordCommands } from './commands/records.ts';
import { addReadCommands } from './commands/read.ts';
import { addSignInCommands } from './commands/sign-in.ts';
import { addSystemCommands } from './commands/systems.ts';
import { addUpkeepCommand } from './commands/upkeep.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { exitCodes } from './exit-codes.ts';

const commandLine = createCommandLine();
addBeginCommands(commandLine);
addReadCommands(commandLine);
addDecisionCommands(commandLine);
addIdentifiersCommand(commandLine);
addRecordCommands(commandLine);
addFileCommands(commandLine);
addSystemCommands(commandLine);
addUpkeepCommand(commandLine);
addVerifyCommand(commandLine);
addDoctorCommand(commandLine);
addKeyCommand(commandLine);
addSignInCommands(commandLine);
addCompletionCommand(commandLine);

/** A reader such as `head` may close the pipe. Then the program ends, because nobody reads its output. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const { program } = commandLine;
for (const command of [program, ...program.commands]) command.exitOverride();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  } else if (error instanceof CommandFailure) {
    const { problem } = error;
    if (program.opts<{ json?: boolean }>().json && problem) console.log(JSON.stringify(problem));
    else console.error(error.message);
    process.exitCode = error.exitCode;
  } else throw error;
}
