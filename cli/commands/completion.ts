import { Argument, Command } from 'commander';
import type { CommandLine } from '../command-line.ts';

/** `completion`: prints a script that completes commands and options in a shell. */
export function addCompletionCommand({ add, program }: CommandLine): void {
  add(
    new Command('completion')
      .description('print the completion script of a shell: source <(habeas completion bash)')
      .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish'])),
    async ({ output }, shell: string) => {
      output.print(shell === 'fish' ? fishScript(program) : bashScript(program, shell === 'zsh'));
    },
  );
}

const optionsOf = (command: Command): string[] =>
  command.options
    .map(({ long }) => long)
    .filter((long): long is string => typeof long === 'string');

function bashScript(program: Command, isZsh: boolean): string {
  const globals = optionsOf(program);
  const cases = program.commands.map(
    (command) =>
      `    ${command.name()}) words="${[...optionsOf(command), ...globals].join(' ')}" ;;`,
  );
  return `${isZsh ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_habeas() {
  local words="${program.commands.map((command) => command.name()).join(' ')} ${globals.join(' ')}"
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _habeas habeas`;
}

function fishScript(program: Command): string {
  const commands = program.commands.map(
    (command) =>
      `complete -c habeas -f -n __fish_use_subcommand -a ${command.name()} -d '${command.description().replaceAll("'", "\\'")}'`,
  );
  const options = program.commands.flatMap((command) =>
    optionsOf(command).map(
      (option) =>
        `complete -c habeas -n '__fish_seen_subcommand_from ${command.name()}' -l ${option.slice(2)}`,
    ),
  );
  return [...commands, ...options].join('\n');
}
