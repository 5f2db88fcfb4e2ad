import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import type { CommandLine } from '../command-line.ts';
import { requestPath } from '../request-path.ts';

/** `package`, `report`, `evidence`: the documents of a request, as files. */
export function addFileCommands({ add }: CommandLine): void {
  for (const [name, description, ending] of [
    ['package', 'save the copy of the data', '.zip'],
    ['report', 'save the final status', '-report.json'],
    [
      'evidence',
      'save the evidence for an auditor: the facts with their hash chain',
      '-evidence.json',
    ],
  ] as const)
    add(
      new Command(name)
        .description(description)
        .argument('<id>')
        .option('--out <file>', `the file to write; without it ID${ending} in this folder`),
      async ({ service, output }, id: string, { out = `${id}${ending}` }: { out?: string }) => {
        const content = await service.stream(requestPath(id, name));
        // The file appears only when it is complete, and only its owner may read it.
        const part = `${out}.part`;
        try {
          await pipeline(content, createWriteStream(part, { mode: 0o600 }));
          await rename(part, out);
        } catch (error) {
          await rm(part, { force: true });
          throw error;
        }
        output.answer({ file: out }, () => out);
      },
    );
}
