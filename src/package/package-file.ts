import type { SystemId } from '../domain/system.ts';

/** A file of the package before it is written. The whole file is in memory: the files are small, and there are many. */
export interface PackageContent {
  readonly path: string;
  readonly content: Buffer;
  /** How many records the file holds. Tables and pages repeat records of other files, so theirs are 0: the sum counts each record once. */
  readonly records: number;
  /** The system that the file belongs to; null for files about the whole request. */
  readonly system: SystemId | null;
}

/** A file of the package, as the manifest lists it. */
export interface PackageFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly records: number;
}

/** A written file, with its system. */
export interface WrittenFile extends PackageFile {
  readonly system: SystemId | null;
}
