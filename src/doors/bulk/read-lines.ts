/** One line of a file. `text` is null when the line is too long, or not UTF-8. */
export interface Line {
  readonly number: number;
  readonly text: string | null;
}

const newLine = 0x0a;

/**
 * Splits a stream into lines. A line that is longer than `mostBytes` is not kept in memory.
 * @param bytes the chunks as they arrive
 */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<Line> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;

  function take(part: Uint8Array): void {
    length += part.byteLength;
    if (length <= mostBytes) parts.push(part);
  }

  function end(): Line {
    const text = length > mostBytes ? null : textOf(Buffer.concat(parts), number === 0);
    number += 1;
    parts = [];
    length = 0;
    return { number, text };
  }

  for await (const chunk of bytes) {
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(newLine, from);
      if (at < 0) break;
      take(chunk.subarray(from, at));
      yield end();
      from = at + 1;
    }
    take(chunk.subarray(from));
  }
  if (length > 0) yield end();
}

function textOf(bytes: Buffer, isFirst: boolean): string | null {
  try {
    // Some programs write a byte order mark at the beginning of a file.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: !isFirst }).decode(bytes);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  } catch {
    return null;
  }
}
