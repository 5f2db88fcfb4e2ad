import { styleText } from 'node:util';

/** The output of commands. The answer is printed on standard output, everything else on standard error. */
export interface Output {
  readonly json: boolean;
  /** True when both streams are a terminal. Then a command may ask questions and redraw lines. */
  readonly isTerminal: boolean;
  print(text: string): void;
  /** Prints the unchanged answer of the service when `--json` was given, otherwise the text. */
  answer(value: unknown, text: () => string): void;
  /** Progress and hints, on standard error. */
  say(text: string): void;
}

export function openOutput(json: boolean): Output {
  const print = (text: string) => process.stdout.write(`${text}\n`);
  return {
    json,
    isTerminal: process.stdout.isTTY && process.stdin.isTTY && !json,
    print,
    answer: (value, text) => print(json ? JSON.stringify(value) : text()),
    say: (text) => process.stderr.write(`${text}\n`),
  };
}

type Style = Parameters<typeof styleText>[0];

/** Colours a word. Node leaves out colours when `NO_COLOR` is set or the output is not a terminal. */
export const styled = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout });
