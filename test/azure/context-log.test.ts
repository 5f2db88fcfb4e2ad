import { createContextLog } from '../../src/azure/context-log.ts';

function sink() {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { lines, info: write, warn: write, error: write };
}

test('every line is JSON with the fields of its log', () => {
  const written = sink();
  const log = createContextLog(written, { traceId: 't' }).with({ requestId: 'one' });
  log.info('began', { system: 'hubspot', attempts: 2 });
  log.warn('slow');
  expect(written.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { event: 'began', traceId: 't', requestId: 'one', system: 'hubspot', attempts: 2 },
    { event: 'slow', traceId: 't', requestId: 'one' },
  ]);
});

test('writes the kind, code and place of an error, never its message', () => {
  const written = sink();
  const cause = new Error('ada@example.org');
  const error = Object.assign(new TypeError('no user\nada@example.org', { cause }), {
    code: 'ENOTFOUND',
    statusCode: 404,
  });
  createContextLog(written).error('failed', error);
  expect(written.lines[0]).not.toContain('ada@');
  expect(JSON.parse(written.lines[0] ?? '')).toMatchObject({
    event: 'failed',
    error: 'TypeError',
    errorCode: 'ENOTFOUND',
    errorStatus: 404,
    cause: 'Error',
    at: expect.stringContaining('context-log.test.ts') as string,
  });
});

test('writes only the type of a thrown value that is not an error', () => {
  const written = sink();
  createContextLog(written).error('failed', 'ada@example.org');
  expect(JSON.parse(written.lines[0] ?? '')).toEqual({ event: 'failed', error: 'string' });
});
