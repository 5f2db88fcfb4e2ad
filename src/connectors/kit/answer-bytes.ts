/** The bytes of one answer, from its arrival until it is used. */
export interface AnswerBytes {
  readonly length: number;
  add(chunk: Uint8Array): void;
  /** @throws when the text was taken before, because its memory may already hold another answer */
  takeText(): string;
}

// A long export reads the next page while it writes the last one. A text that waits so long stays in memory until a full garbage
// collection, and so does a buffer that is dropped. With a million audit events, this took 80 MB. So the bytes wait in buffers that are
// used again.
const spare: Buffer[] = [];
const mostSpare = 4;
const smallest = 256 * 1024;
const largest = 8 * 1024 * 1024;

export function answerBytes(): AnswerBytes {
  // Most answers come in one chunk, which needs no buffer.
  let only: Uint8Array | null = null;
  let buffer: Buffer | null = null;
  let length = 0;
  let isTaken = false;

  return {
    get length() {
      return length;
    },
    add(chunk) {
      if (only === null) only = chunk;
      else {
        buffer = withRoom(buffer ?? begunWith(only), length, chunk.byteLength);
        buffer.set(chunk, length);
      }
      length += chunk.byteLength;
    },
    takeText() {
      if (isTaken) throw new Error('The text of an answer can be taken once.');
      isTaken = true;
      const text = textOf((buffer ?? only ?? new Uint8Array()).subarray(0, length));
      if (buffer && spare.length < mostSpare && buffer.length <= largest) spare.push(buffer);
      [only, buffer] = [null, null];
      return text;
    },
  };
}

function begunWith(first: Uint8Array): Buffer {
  const buffer = withRoom(spare.pop() ?? Buffer.allocUnsafeSlow(smallest), 0, first.byteLength);
  buffer.set(first);
  return buffer;
}

/** The buffer, or a larger one with the same content. */
function withRoom(buffer: Buffer, length: number, more: number): Buffer {
  if (length + more <= buffer.length) return buffer;
  const larger = Buffer.allocUnsafeSlow(2 * (length + more));
  larger.set(buffer.subarray(0, length));
  return larger;
}

/** A long text that is decoded in one piece is kept outside the heap and freed late too. So it is decoded in parts. */
const partLength = 64 * 1024;

function textOf(bytes: Uint8Array): string {
  const decoder = new TextDecoder();
  let text = '';
  for (let from = 0; from < bytes.length; from += partLength)
    text += decoder.decode(bytes.subarray(from, from + partLength), { stream: true });
  return text + decoder.decode();
}
