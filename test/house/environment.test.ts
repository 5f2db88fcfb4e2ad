import { sourceFiles } from './source-files.ts';

// The linter refuses `process.env`. This test finds other ways to read the environment.
const ways =
  /process\s*(\.\s*env|\[\s*['"`]env['"`]\s*\])|from ['"](node:)?process['"]|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/;

test('only src/config/read-configuration.ts reads the environment', () => {
  const readers = sourceFiles('src').filter(({ text }) => ways.test(text));
  expect(readers.map(({ name }) => name)).toEqual(['src/config/read-configuration.ts']);
});
