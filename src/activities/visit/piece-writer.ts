import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { RequestId } from '../../domain/request.ts';
import type { SectionLine, StagedLine } from '../../package/staged-line.ts';
import type { SealedStore } from '../../ports/sealed-store.ts';

/** Writes lines to one sealed blob. The blob appears only when it is whole. */
export interface PieceWriter {
  readonly name: string;
  readonly lines: number;
  /** In characters; about the number of bytes. */
  readonly length: number;
  add(line: StagedLine | SectionLine): void;
  /**
   * Awaited after each item: gives back-pressure.
   * @throws the error of the storage, when the blob can no longer be stored
   */
  flow(): Promise<void>;
  /** Stores the blob. */
  end(): Promise<void>;
  /** Ends the writing and stores nothing. */
  abort(): Promise<void>;
}

/** Lines are joined to texts of this length, because each write to a stream has a cost of its own. */
const textLength = 64 * 1024;

export function pieceWriter(sealed: SealedStore, requestId: RequestId, name: string): PieceWriter {
  const stream = new PassThrough();
  // The error is reported by `stored`. Without this listener, an error event would end the process.
  stream.on('error', () => undefined);
  let failure: { readonly error: unknown } | null = null;
  const stored = sealed.putStream(requestId, name, stream).catch((error: unknown) => {
    failure = { error };
    stream.destroy();
  });
  const check = () => {
    if (failure) throw failure.error;
  };
  let held = '';
  let lines = 0;
  let length = 0;

  return {
    name,
    get lines() {
      return lines;
    },
    get length() {
      return length;
    },
    add(line) {
      const text = `${JSON.stringify(line)}\n`;
      held += text;
      length += text.length;
      lines += 1;
    },
    async flow() {
      if (held.length < textLength) return;
      check();
      const hasRoom = stream.write(held);
      held = '';
      if (!hasRoom) await room(stream);
      // Lets the call for the next page start before this page is written.
      await setImmediate();
    },
    async end() {
      stream.end(held);
      await stored;
      check();
    },
    async abort() {
      stream.destroy(new Error('the export was broken off'));
      await stored;
    },
  };
}

/** Waits until the stream takes more, or is closed. A long export waits here thousands of times, so the listeners are removed each time. */
function room(stream: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      stream.off('drain', goOn).off('close', goOn);
      resolve();
    };
    stream.on('drain', goOn).on('close', goOn);
  });
}
