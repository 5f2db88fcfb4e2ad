import { readCapped } from '../../../src/connectors/kit/read-capped.ts';

const most = 10_000_000;
const encoded = (text: string) => new TextEncoder().encode(text);

/** The bytes in chunks of this size. */
async function* inChunks(bytes: Uint8Array, size: number) {
  await Promise.resolve();
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size);
}

const read = (text: string, size: number) => readCapped(inChunks(encoded(text), size), most);

test.each([
  ['nothing', '', 10],
  ['one chunk', '{"name":"Zoë"}', 100],
  ['chunks that part a letter', 'Zoë 李小龍 🙂'.repeat(50), 1],
  ['more than the first buffer holds', 'ë🙂x'.repeat(200_000), 16_000],
  ['one chunk that is longer than a buffer', 'ë🙂x'.repeat(200_000), 5_000_000],
])('an answer of %s is the text that was sent', async (_, text, size) => {
  expect((await read(text, size)).takeText() === text).toBe(true);
});

test('answers that wait at the same time do not mix, and their memory is used again', async () => {
  for (const round of [1, 2, 3]) {
    const texts = ['a', 'b', 'c', 'd', 'e', 'f'].map((each) => `${each}${round}`.repeat(300_000));
    const answers = await Promise.all(texts.map((text) => read(text, 16_000)));
    expect(answers.map((answer, index) => answer.takeText() === texts[index])).toEqual(
      texts.map(() => true),
    );
  }
});

test('a text can be taken only once', async () => {
  const answer = await read('{}', 1);
  answer.takeText();
  expect(() => answer.takeText()).toThrow('once');
});

test('a byte order mark is not part of the text', async () => {
  expect((await read('\uFEFF{}', 2)).takeText()).toBe('{}');
});

test('an answer that is too long is given up at the first chunk beyond the limit', async () => {
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent += 1;
      yield await Promise.resolve(new Uint8Array(1000));
    }
  }
  await expect(readCapped(endless(), 5500)).rejects.toMatchObject({ code: 'unexpected-answer' });
  expect(sent).toBe(6);
});
