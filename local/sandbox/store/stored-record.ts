/** `binned`: soft-deleted or archived; it can be restored. `gone`: erased for good. */
export type RecordState = 'live' | 'binned' | 'gone';
export type Doc = Record<string, unknown>;

export interface StoredRecord {
  id: string;
  state: RecordState;
  doc: Doc;
  person: string | null;
  changedAt: number;
}
