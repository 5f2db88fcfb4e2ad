// Loaded into every process of a stack. In the storage process it counts the calls by kind of service, and writes the counts once a second.
import { writeFileSync } from 'node:fs';
import { Server } from 'node:http';
import { setInterval } from 'node:timers';

const file = process.env.HABEAS_BENCH_COUNTS;
if (file && process.argv[1]?.includes('azurite')) {
  /** @type {Record<string, number>} */
  const counts = {};
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, ...given) {
    if (event === 'request') {
      const { method, url } = given[0];
      const kind = `${method} ${kindOf(url)}`;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return emit.call(this, event, ...given);
  };
  setInterval(() => writeFileSync(file, JSON.stringify(counts)), 1000).unref();
}

/**
 * The table, queue or container that a call is about, without the names of rows, messages and blobs.
 * @param {string} url
 */
function kindOf(url) {
  const [, , resource = '', more = ''] = new URL(url, 'http://storage').pathname.split('/');
  const name = resource.replace(/\(.*/, '');
  return more === '' ? name : `${name}/…`;
}
