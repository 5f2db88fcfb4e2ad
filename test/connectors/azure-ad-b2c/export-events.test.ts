import { auditReports } from '../../../src/connectors/azure-ad-b2c/audit-reports.ts';
import { exportEvents } from '../../../src/connectors/azure-ad-b2c/export-events.ts';
import type { GraphClient } from '../../../src/connectors/azure-ad-b2c/graph-client.ts';
import { SystemFailure } from '../../../src/domain/failure.ts';
import { sinkOf } from '../../support/export-sink.ts';

const subject = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const event = (id: string, target: string, by: string | null) => ({
  id,
  initiatedBy: { user: by === null ? null : { id: by } },
  targetResources: [{ id: target, type: 'User' }],
});

/** A tenant that answers each report with one page. */
function tenant(answers: Readonly<Record<string, readonly object[] | SystemFailure>>) {
  const asked: string[] = [];
  const refuse = () => {
    throw new Error('only pages are read');
  };
  const graph: GraphClient = {
    call: refuse,
    batch: refuse,
    failureOf: refuse,
    pages: refuse,
    async *linkedPages(path, item, manner) {
      await manner?.pace?.(manner.begun ?? false);
      asked.push(path);
      const answer = Object.entries(answers).find(([part]) => path.includes(part))?.[1] ?? [];
      if (answer instanceof SystemFailure) throw answer;
      yield { items: answer.map((each) => item.parse(each)), next: undefined };
    },
  };
  return { graph, asked };
}

const reports = (now = () => new Date(0)) => auditReports(100, now);

function sink() {
  const written: string[] = [];
  const remarks: string[] = [];
  return {
    written,
    remarks,
    ...sinkOf({
      write: (part, item) =>
        Promise.resolve(void written.push(`${part} ${(item as { id: string }).id}`)),
      remark: (part) => void remarks.push(part),
    }),
  };
}

test('writes an event that both filters return only once', async () => {
  const { graph } = tenant({
    targetResources: [event('done-to', subject, null), event('by-and-to', subject, subject)],
    initiatedBy: [event('by-and-to', subject, subject), event('by', 'another', subject)],
  });
  const into = sink();
  expect(await exportEvents(graph, subject, into, reports())).toEqual({
    auditEvents: 3,
    signIns: 0,
  });
  expect(into.written).toEqual(['auditEvents done-to', 'auditEvents by-and-to', 'auditEvents by']);
});

test('asks a tenant without a licence for sign-ins once an hour, and adds the remark to every export', async () => {
  let clock = 0;
  const shared = reports(() => new Date(clock));
  const { graph, asked } = tenant({ signIns: new SystemFailure('permission-missing', 'HTTP 403') });
  const into = sink();
  for (const hour of [0, 0.5, 1.5]) {
    clock = hour * 3_600_000;
    await exportEvents(graph, subject, into, shared);
  }
  expect(asked.filter((path) => path.includes('signIns'))).toHaveLength(2);
  expect(into.remarks).toEqual(['signIns', 'signIns', 'signIns']);
});

test('a temporary failure of the sign-in log fails the export, because an export must not be incomplete by chance', async () => {
  const { graph } = tenant({ signIns: new SystemFailure('unavailable', 'HTTP 503') });
  await expect(exportEvents(graph, subject, sink(), reports())).rejects.toMatchObject({
    code: 'unavailable',
  });
});
