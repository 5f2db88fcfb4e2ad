import { parseRouteTemplate } from '../../../../local/host/http/route-template.ts';

function match(template: string, path: string) {
  return parseRouteTemplate(template).match(path);
}

describe('a route template', () => {
  test.each([
    ['api/orders', 'api/orders', {}],
    ['api/orders', 'API/Orders', {}],
    ['api/orders', 'api/orders/', {}],
    ['api/{id}', 'api/5', { id: '5' }],
    ['api/{id?}', 'api', {}],
    ['api/{id?}', 'api/5', { id: '5' }],
    ['api/{id=7}', 'api', { id: '7' }],
    ['api/{id:int=7}', 'api/8', { id: '8' }],
    ['api/{*rest}', 'api/a/b/c', { rest: 'a/b/c' }],
    ['api/{**rest}', 'api/a/b', { rest: 'a/b' }],
    ['api/{*rest}', 'api', {}],
    ['{*rest}', 'anything/at/all', { rest: 'anything/at/all' }],
    ['api/{name}.{ext}', 'api/report.v2.pdf', { name: 'report.v2', ext: 'pdf' }],
    ['api/{name}.{ext?}', 'api/report', { name: 'report' }],
    ['api/v{version:int}/x', 'api/v2/x', { version: '2' }],
    ['api/{{literal}}', 'api/{literal}', {}],
  ])('%s matches %s', (template, path, parameters) => {
    expect(match(template, path)).toEqual(parameters);
  });

  test.each([
    ['api/orders', 'api/orders/1'],
    ['api/{id}', 'api'],
    ['api/{id}', 'api/a/b'],
    ['api/{id:int}', 'api/5x'],
    ['api/{id:int}', 'api/2147483648'],
    ['api/{id:long}', 'api/9223372036854775808'],
    ['api/{id:guid}', 'api/5'],
    ['api/{flag:bool}', 'api/1'],
    ['api/{day:datetime}', 'api/soon'],
    ['api/{name:alpha}', 'api/a1'],
    ['api/{name:length(3)}', 'api/abcd'],
    ['api/{name:length(2,3)}', 'api/a'],
    ['api/{name:minlength(2)}', 'api/a'],
    ['api/{name:maxlength(2)}', 'api/abc'],
    ['api/{n:min(5)}', 'api/4'],
    ['api/{n:max(5)}', 'api/6'],
    ['api/{n:range(2,4)}', 'api/5'],
    ['api/{n:int:min(5)}', 'api/4'],
    ['api/{code:regex(^[A-Z]{{2}}\\d:\\d$)}', 'api/A1:1'],
  ])('%s does not match %s', (template, path) => {
    expect(match(template, path)).toBeUndefined();
  });

  test('accepts a regular expression with brackets and colons', () => {
    expect(match('api/{code:regex(^[A-Z]{{2}}\\d:\\d$)}', 'api/AB1:2')).toEqual({ code: 'AB1:2' });
  });

  test.each([
    ['/api', 'cannot start with'],
    ['api//x', "two '/' in a row"],
    ['api/{id', 'without its'],
    ['api/id}', 'without its'],
    ['api/{}', 'without a name'],
    ['api/{*rest}/x', 'not its end'],
    ['api/{id}/{ID}', 'of the same name'],
    ['api/{id:odd}', 'is not known'],
    ['api/{id:min}', 'is not known'],
  ])('%s is refused', (template, reason) => {
    expect(() => parseRouteTemplate(template)).toThrow(reason);
  });
});
