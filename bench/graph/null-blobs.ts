import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a storage account that accepts every blob, stores nothing and lists nothing. Returns its connection string. */
export async function openNullBlobs(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (request.method === 'GET') {
        response.writeHead(404, { 'x-ms-error-code': 'BlobNotFound' }).end();
        return;
      }
      response.writeHead(201, {
        etag: '"0x0"',
        'last-modified': new Date(0).toUTCString(),
        'x-ms-version': '2025-11-05',
        'x-ms-request-server-encrypted': 'true',
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const key = Buffer.alloc(64).toString('base64');
  const endpoint = `http://127.0.0.1:${String(port)}/nothing`;
  return `DefaultEndpointsProtocol=http;AccountName=nothing;AccountKey=${key};BlobEndpoint=${endpoint};QueueEndpoint=${endpoint};TableEndpoint=${endpoint};`;
}
