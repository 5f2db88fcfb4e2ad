import { Agent, get } from 'node:https';

export interface FloorOrder {
  readonly graphUrl: string;
  readonly token: string;
  readonly objectId: string;
  /** The pages that are read before the measurement. */
  readonly warmUp: string;
}

export interface FloorResult {
  readonly events: number;
  readonly pages: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

interface Page {
  readonly value: readonly unknown[];
  readonly '@odata.nextLink'?: string;
}

/** Reads the same pages as the export over one https connection, parses and discards them. No sequential reader can be faster. */
export async function followPages(order: FloorOrder): Promise<FloorResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const read = (url: string) => readPage(url, agent, order.token);
  await countEvents(order, order.warmUp, read);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const counts = await countEvents(order, order.objectId, read);
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return { ...counts, seconds, cpuSeconds: (user + system) / 1e6 };
}

async function countEvents(
  { graphUrl }: FloorOrder,
  objectId: string,
  read: (url: string) => Promise<Page>,
) {
  let [events, pages] = [0, 0];
  for (const filter of [
    `targetResources/any(t:t/id eq '${objectId}')`,
    `initiatedBy/user/id eq '${objectId}'`,
  ]) {
    const first = `${graphUrl}/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}&$top=999`;
    for (let from: string | undefined = first; from !== undefined; pages += 1) {
      const page: Page = await read(from);
      events += page.value.length;
      from = page['@odata.nextLink'];
    }
  }
  return { events, pages };
}

function readPage(url: string, agent: Agent, token: string): Promise<Page> {
  const headers = { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(JSON.parse(text) as Page);
        else reject(new Error(`${String(answer.statusCode)} ${text}`));
      });
      answer.on('error', reject);
    }).on('error', reject);
  });
}
