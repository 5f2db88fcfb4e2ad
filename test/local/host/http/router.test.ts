import { createRoute, createRouter, decodePath } from '../../../../local/host/http/router.ts';

const routes = [
  createRoute('api/{*rest}', [], 'catch-all'),
  createRoute('api/{name}', ['GET'], 'parameter'),
  createRoute('api/{id:int}', ['GET'], 'constrained'),
  createRoute('api/v{n}', ['GET'], 'complex'),
  createRoute('api/orders', ['GET'], 'literal'),
  createRoute('api/orders', ['POST'], 'other method'),
  createRoute('api/orders/{id?}', ['DELETE'], 'optional'),
];
const find = createRouter(routes);

test.each([
  ['GET', '/api/orders', 'literal'],
  ['POST', '/api/orders', 'other method'],
  ['GET', '/api/v7', 'complex'],
  ['GET', '/api/7', 'constrained'],
  ['GET', '/api/seven', 'parameter'],
  ['GET', '/api/a/b', 'catch-all'],
  ['DELETE', '/api/orders', 'optional'],
  ['PUT', '/api/orders', 'catch-all'],
])('%s %s goes to the %s route', (method, path, target) => {
  expect(find(method, path)?.target).toBe(target);
});

test('a known path with an unknown method is not found', () => {
  expect(createRouter([createRoute('api/x', ['GET'], 'x')])('POST', '/api/x')).toBeUndefined();
});

test('values are decoded; encoded slashes and invalid escapes stay', () => {
  expect(find('GET', '/api/caf%C3%A9')?.parameters).toEqual({ name: 'café' });
  expect(decodePath('/a%2Fb%20c/%zz')).toBe('/a%2Fb c/%zz');
});
