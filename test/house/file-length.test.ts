import { sourceFiles } from './source-files.ts';

const mostLines = 250;

test('no file has more than 250 lines', () => {
  const lengths = sourceFiles('src', 'local', 'cli', 'test').map(({ name, text }) => ({
    name,
    lines: text.split('\n').length - 1,
  }));
  expect(lengths.length).toBeGreaterThan(500);
  expect(lengths.filter(({ lines }) => lines > mostLines)).toEqual([]);
});
