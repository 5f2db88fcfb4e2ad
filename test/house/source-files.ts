import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '..', '..');

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly name: string;
  readonly text: string;
}

/** All TypeScript below the named folders. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
      .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') })),
  );
}
