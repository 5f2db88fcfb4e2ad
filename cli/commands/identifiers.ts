import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CommandLine } from '../command-line.ts';
import { subjectOf, withSubject, type SubjectOptions } from '../subject.ts';
import { act } from './decide.ts';

/** `identifiers`: adds identifiers of the person. */
export function addIdentifiersCommand({ add }: CommandLine): void {
  const command = new Command('identifiers')
    .description(
      'add identifiers of the person before anything is erased; every system is searched again',
    )
    .argument('<id>');
  add(withSubject(command), (tools, id: string, options: SubjectOptions) => {
    const subject = subjectOf(options, () => readFileSync(0, 'utf8'));
    return act(tools, id, 'identifiers', { subject });
  });
}
