import { styleText } from 'node:util';

/** Where commands print. Standard output carries the answer, standard error everything else. */
export interface Output {
  readonly json: boolean;
  /** Both streams are a terminal, so that a command may ask and redraw. */
  readonly isTerminal: boolean;
  print(text: string): void;
  /** Prints the answer of the service as it came, when `--json` was given, else the text. */
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

/** Colours a word. Node leaves the colours out when `NO_COLOR` is set or the output is no terminal. */
export const styled = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout });
