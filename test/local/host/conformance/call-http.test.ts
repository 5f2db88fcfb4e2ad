import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { conformantHost, type ConformantHost } from './conformant-host.ts';

let host: ConformantHost;

beforeAll(async () => {
  host = await conformantHost();
});
afterAll(() => host.stop());

describe('callHttp', () => {
  let server: Server;
  let polls = 0;
  beforeAll((done) => {
    server = createServer((request, response) => {
      if (request.url === '/missing') response.writeHead(404).end('none');
      else if (polls++ === 0)
        response.writeHead(202, { location: '/job', 'retry-after': '1' }).end();
      else response.end('finished');
    }).listen(0, '127.0.0.1', done);
  });
  afterAll(() => void server.close());
  const url = (target: string) =>
    `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${target}`;

  test('gives 4xx as a result', async () => {
    expect(await host.output('http', url('/missing'))).toEqual([404, 'none']);
  });
  test('polls the Location of a 202', async () => {
    expect(await host.output('http', url('/job'))).toEqual([200, 'finished']);
  });
});
