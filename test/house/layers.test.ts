import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './source-files.ts';

let house: string;
beforeEach(() => {
  house = mkdtempSync(path.join(tmpdir(), 'habeas-layers-'));
});
afterEach(() => {
  rmSync(house, { recursive: true });
});

function cruise(folder: string, ...rooms: readonly string[]) {
  const program = path.join(
    root,
    'node_modules',
    'dependency-cruiser',
    'bin',
    'dependency-cruiser.mjs',
  );
  const rules = path.join(root, '.dependency-cruiser.cjs');
  const { stdout } = spawnSync(
    process.execPath,
    [program, '--config', rules, '--output-type', 'json', ...rooms],
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  const { summary } = JSON.parse(stdout) as {
    summary: {
      totalCruised: number;
      violations: { from: string; to: string; rule: { name: string } }[];
    };
  };
  return summary;
}

test('imports run one way', () => {
  const { violations, totalCruised } = cruise(root, 'src', 'local', 'cli', 'test', 'bench');
  expect(violations.map(({ from, to, rule }) => `${from} → ${to} (${rule.name})`)).toEqual([]);
  expect(totalCruised).toBeGreaterThan(100);
});

/** One import for every rule that breaks it. */
const refused: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'no-cycles': [
    ['src/domain/one.ts', 'src/domain/other.ts'],
    ['src/domain/other.ts', 'src/domain/one.ts'],
  ],
  resolvable: [['src/domain/lost.ts', './nowhere.ts']],
  'domain-imports-only-what-it-may': [['src/domain/a.ts', 'src/ports/clock.ts']],
  'ports-imports-only-what-it-may': [['src/ports/b.ts', 'src/azure/queue.ts']],
  'workflows-imports-only-what-it-may': [['src/workflows/c.ts', 'src/ports/clock.ts']],
  'config-imports-only-what-it-may': [['src/config/d.ts', 'src/azure/queue.ts']],
  'sealing-imports-only-what-it-may': [['src/sealing/e.ts', 'src/azure/queue.ts']],
  'connectors-imports-only-what-it-may': [['src/connectors/hubspot/f.ts', 'src/azure/queue.ts']],
  'delivery-imports-only-what-it-may': [['src/delivery/g.ts', 'src/azure/queue.ts']],
  'package-imports-only-what-it-may': [['src/package/h.ts', 'src/azure/queue.ts']],
  'evidence-imports-only-what-it-may': [['src/evidence/i.ts', 'src/azure/queue.ts']],
  'journal-imports-only-what-it-may': [['src/journal/i.ts', 'src/azure/queue.ts']],
  'activities-imports-only-what-it-may': [
    ['src/activities/j.ts', 'src/azure/queue.ts'],
    ['src/activities/jj.ts', 'src/workflows/honour-request.ts'],
  ],
  'doors-imports-only-what-it-may': [['src/doors/k.ts', 'src/azure/queue.ts']],
  'upkeep-imports-only-what-it-may': [['src/upkeep/l.ts', 'src/doors/intake.ts']],
  'dashboard-imports-only-what-it-may': [
    ['src/dashboard/m.ts', 'src/azure/queue.ts'],
    ['src/dashboard/web/mm.ts', 'src/doors/http/request-view.ts'],
  ],
  'azure-imports-only-what-it-may': [['src/azure/n.ts', 'src/sealing/key.ts']],
  'main-is-the-top': [['src/azure/o.ts', 'src/main.ts']],
  'connectors-never-each-other': [
    ['src/connectors/mailchimp/p.ts', 'src/connectors/hubspot/search.ts'],
  ],
  'kit-knows-no-connector': [['src/connectors/kit/q.ts', 'src/connectors/hubspot/search.ts']],
  'connectors-are-found-through-the-catalogue': [
    ['src/main.ts', 'src/connectors/hubspot/connector.ts'],
  ],
  'only-main-opens-the-catalogue': [['src/config/r.ts', 'src/connectors/catalogue.ts']],
  'what-ships-knows-only-itself': [
    ['src/azure/s.ts', 'local/host/log.ts'],
    ['src/azure/ss.ts', 'test/support/stack.ts'],
    ['src/azure/sss.ts', 'bench/product/run.ts'],
  ],
  'host-knows-no-app': [['local/host/t.ts', 'src/domain/verdict.ts']],
  'host-settings-imports-only-what-it-may': [
    ['local/host/settings/a.ts', 'local/host/http/router.ts'],
  ],
  'host-worker-imports-only-what-it-may': [
    ['local/host/worker/b.ts', 'local/host/triggers/trigger.ts'],
  ],
  'host-http-imports-only-what-it-may': [
    ['local/host/http/c.ts', 'local/host/durable/durable-api.ts'],
  ],
  'host-bindings-imports-only-what-it-may': [
    ['local/host/bindings/z.ts', 'local/host/triggers/trigger.ts'],
  ],
  'host-sign-in-imports-only-what-it-may': [
    ['local/host/sign-in/y.ts', 'local/host/triggers/trigger.ts'],
  ],
  'host-triggers-imports-only-what-it-may': [
    ['local/host/triggers/d.ts', 'local/host/http/router.ts'],
  ],
  'host-protocol-imports-only-what-it-may': [
    ['local/host/protocol/e.ts', 'local/host/store/schema.ts'],
  ],
  'host-store-imports-only-what-it-may': [
    ['local/host/store/f.ts', 'local/host/engine/task-hub.ts'],
  ],
  'host-engine-instances-imports-only-what-it-may': [
    ['local/host/engine/instances/g.ts', 'local/host/engine/replay/replay.ts'],
  ],
  'host-engine-replay-imports-only-what-it-may': [
    ['local/host/engine/replay/h.ts', 'local/host/engine/queue/work-queue.ts'],
  ],
  'host-engine-entities-imports-only-what-it-may': [
    ['local/host/engine/entities/i.ts', 'local/host/engine/queue/work-queue.ts'],
  ],
  'host-engine-queue-imports-only-what-it-may': [
    ['local/host/engine/queue/j.ts', 'local/host/engine/task-hub.ts'],
  ],
  'host-engine-imports-only-what-it-may': [
    ['local/host/engine/k.ts', 'local/host/durable/durable-api.ts'],
  ],
  'host-durable-imports-only-what-it-may': [
    ['local/host/durable/l.ts', 'local/host/http/router.ts'],
  ],
  'sandbox-shares-no-code': [['local/sandbox/u.ts', 'src/domain/verdict.ts']],
  'sandbox-store-imports-only-what-it-may': [
    ['local/sandbox/store/a.ts', 'local/sandbox/http/call.ts'],
  ],
  'sandbox-tls-imports-only-what-it-may': [
    ['local/sandbox/tls/b.ts', 'local/sandbox/http/call.ts'],
  ],
  'sandbox-http-imports-only-what-it-may': [
    ['local/sandbox/http/c.ts', 'local/sandbox/world/people.ts'],
  ],
  'sandbox-world-imports-only-what-it-may': [
    ['local/sandbox/world/d.ts', 'local/sandbox/vendors/vendor.ts'],
  ],
  'sandbox-authority-imports-only-what-it-may': [
    ['local/sandbox/authority/e.ts', 'local/sandbox/world/people.ts'],
  ],
  'sandbox-vendors-imports-only-what-it-may': [
    ['local/sandbox/vendors/hubspot/f.ts', 'local/sandbox/control/check.ts'],
  ],
  'sandbox-control-imports-only-what-it-may': [
    ['local/sandbox/control/g.ts', 'local/sandbox/vendors/load-vendors.ts'],
  ],
  'sandbox-vendors-never-each-other': [
    ['local/sandbox/vendors/mailchimp/h.ts', 'local/sandbox/vendors/hubspot/contact.ts'],
  ],
  'sandbox-vendors-are-found-by-listing': [
    ['local/sandbox/i.ts', 'local/sandbox/vendors/hubspot/contact.ts'],
  ],
  'supervisor-stays-outside': [['local/start/v.ts', 'local/host/log.ts']],
  'cli-talks-http-only': [['cli/w.ts', 'src/domain/verdict.ts']],
};

const allowed = [
  ['src/ports/x.ts', 'src/domain/verdict.ts'],
  ['src/activities/x.ts', 'src/ports/clock.ts'],
  ['src/activities/xx.ts', 'src/workflows/steps/find.ts'],
  ['src/connectors/hubspot/x.ts', 'src/connectors/kit/send.ts'],
  ['src/open-ports.ts', 'src/azure/queue.ts'],
  ['local/sandbox/vendors/hubspot/x.ts', 'local/sandbox/vendors/vendor.ts'],
  ['local/sandbox/control/x.ts', 'local/sandbox/vendors/vendor.ts'],
  ['src/dashboard/web/x.ts', 'src/doors/http/api-shapes.ts'],
  ['src/dashboard/web/xx.ts', 'src/doors/http/operator-shapes.ts'],
] as const;

/** Rules about packages, which a planted import of a file cannot break. */
const aboutPackages = ['durable-functions-stays-at-the-edge', 'ships-with-its-packages'];

test('every rule refuses the import that breaks it, and no other', () => {
  const { rules } = houseRules();
  expect([...Object.keys(refused), ...aboutPackages].sort()).toEqual([...rules].sort());
  const planted = Object.values(refused).flat();
  const { violations } = cruise(
    houseOf([...planted, ...allowed]),
    'src',
    'local',
    'test',
    'bench',
    'cli',
  );
  for (const [rule, edges] of Object.entries(refused)) {
    const broken = violations.filter(({ rule: { name } }) => name === rule);
    const from = broken.map((violation) => violation.from);
    // A circle is reported once.
    const expected = rule === 'no-cycles' ? edges.slice(0, 1) : edges;
    expect([rule, from]).toEqual([rule, expect.arrayContaining(expected.map(([file]) => file))]);
  }
  const mayNot = new Set(planted.map(([from]) => from));
  expect(violations.map(({ from }) => from).filter((from) => !mayNot.has(from))).toEqual([]);
});

function houseRules(): { rules: readonly string[] } {
  const { forbidden } = createRequire(__filename)('../../.dependency-cruiser.cjs') as {
    forbidden: readonly { name: string }[];
  };
  return { rules: forbidden.map(({ name }) => name) };
}

/** Makes a source tree that consists of imports only. */
function houseOf(edges: readonly (readonly [string, string])[]): string {
  const write = (file: string, content: string) => {
    mkdirSync(path.join(house, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(house, file), content);
  };
  write('package.json', '{}');
  const importers = new Set(edges.map(([from]) => from));
  for (const [, to] of edges)
    if (!to.startsWith('.') && !importers.has(to)) write(to, 'export const planted = 1;\n');
  for (const [from, to] of edges) {
    const relative = to.startsWith('.') ? to : path.posix.relative(path.posix.dirname(from), to);
    const target = relative.startsWith('.') ? relative : `./${relative}`;
    write(from, `export { planted } from '${target}';\n`);
  }
  return house;
}
