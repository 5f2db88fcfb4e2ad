import { bindingDataOf } from '../../../../local/host/bindings/binding-data.ts';
import {
  resolveExpressions,
  resolveFilter,
} from '../../../../local/host/bindings/binding-expression.ts';
import { blobPattern, splitBlobPath } from '../../../../local/host/bindings/blob-path.ts';

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-expressions-patterns
describe('a binding expression', () => {
  const http = {
    nullableHeaders: { prefix: { value: 'p' } },
    nullableQuery: { suffix: { value: 's' } },
    nullableParams: { id: { value: '7' } },
    body: { bytes: Buffer.from('{"Name":"body","inner":{"Deep":5},"list":[1]}') },
  };
  const data = bindingDataOf({ trigger: { http } });
  const now = new Date('2026-03-04T05:06:07.089Z');
  const resolve = (text: string) => resolveExpressions(text, { STAGE: 'test' }, data, now);

  test('names settings, route parameters, headers, the query, and properties of a JSON body in any case', () => {
    expect(resolve('%STAGE%/{headers.Prefix}-{ID}-{Query.suffix}-{name}-{inner.deep}')).toBe(
      'test/p-7-s-body-5',
    );
  });

  test('makes GUIDs and times', () => {
    expect(resolve('{rand-guid}')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(resolve('{rand-guid:N}')).toMatch(/^[0-9a-f]{32}$/);
    expect(resolve('{DateTime}')).toBe('2026-03-04T05:06:07Z');
    expect(resolve('{datetime:yyyy-MM-dd}/{sys.utcnow:HH:mm:ss}')).toBe('2026-03-04/05:06:07');
  });

  test('without a value is an error that names it', () => {
    expect(() => resolve('{nobody}')).toThrow("No value for named parameter 'nobody'");
    expect(() => resolve('{list}')).toThrow("No value for named parameter 'list'");
    expect(() => resolve('%GONE%')).toThrow("there is no app setting 'GONE'");
  });

  test('cannot end a quoted text of a filter', () => {
    const given = bindingDataOf({ trigger: { string: '{"name":"O\'Neil\' or true"}' } });
    expect(resolveFilter("Name eq '{name}'", {}, given)).toBe("Name eq 'O''Neil'' or true'");
  });

  test('names metadata and JSON properties of a queue message', () => {
    const triggerMetadata = { QueueTrigger: { string: '{"file":"a.png"}' }, Id: { string: 'x' } };
    const message = bindingDataOf({ trigger: { string: '{"file":"a.png"}' }, triggerMetadata });
    expect(resolveExpressions('{file} {queueTrigger} {id}', {}, message)).toBe(
      'a.png {"file":"a.png"} x',
    );
  });
});

// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#blob-name-patterns
describe('the path of a blob trigger', () => {
  test.each([
    ['input/{blobname}.{blobextension}', 'a.b.txt', { blobname: 'a.b', blobextension: 'txt' }],
    ['input/original-{name}', 'original-Blob1.txt', { name: 'Blob1.txt' }],
    ['input/original-{name}', 'Blob1.txt', undefined],
    ['input/{name}.png', 'folder/one.png', { name: 'folder/one' }],
    ['input/{{20140101}}-{name}', '{20140101}-soundfile.mp3', { name: 'soundfile.mp3' }],
    ['input', 'whatever', {}],
  ])('%s for the blob %s', (path, blob, parts) => {
    const pattern = blobPattern(path);
    expect([pattern.container, pattern.match(blob)]).toEqual(['input', parts]);
  });

  test('must begin with a container; the path of a blob has a name too', () => {
    expect(() => blobPattern('{name}/x')).toThrow('must begin with the name of a container');
    expect(() => splitBlobPath('container')).toThrow("must be in the format 'container/blob'");
    expect(splitBlobPath('a/b/c')).toEqual({ container: 'a', name: 'b/c' });
  });
});
