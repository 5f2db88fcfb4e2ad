import type { KnownIdentifier } from './identifier.ts';
import type { SystemFinding } from './match.ts';
import type { RequestId } from './request.ts';
import type { SystemId } from './system.ts';

/** The subject's identifiers and where the person was found. Sealed with the request's own key; never stored otherwise. */
export interface Dossier {
  readonly requestId: RequestId;
  readonly identifiers: readonly KnownIdentifier[];
  readonly findings: Readonly<Record<SystemId, SystemFinding>>;
  /** Identifier keys each system has been asked about, so that a round asks only what is new. */
  readonly asked: Readonly<Record<SystemId, readonly string[]>>;
}

/** Name of a version of the dossier in the sealed store. Versions are never overwritten with something else; 0 is what the intake sealed. */
export const dossierName = (version: number) => `dossier-${version}.json`;

/** Name of the sealed callback address, under a key of its own. */
export const callbackName = 'callback.json';

/** Name of what was exported from one system, until the package is compiled. */
export const stagedExportName = (system: SystemId) => `export/${system}.ndjson`;
