import { spawnSync } from 'node:child_process';
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
  const { violations, totalCruised } = cruise(root, 'src', 'local', 'test', 'bench');
  expect(violations.map(({ from, to, rule }) => `${from} → ${to} (${rule.name})`)).toEqual([]);
  expect(totalCruised).toBeGreaterThan(100);
});

test('the rules refuse what they should, and only that', () => {
  const refused = [
    ['src/domain/a.ts', 'src/ports/clock.ts'],
    ['src/ports/b.ts', 'src/azure/queue.ts'],
    ['src/workflows/c.ts', 'src/ports/clock.ts'],
    ['src/activities/d.ts', 'src/azure/queue.ts'],
    ['src/connectors/catalogue/hubspot.ts', 'src/connectors/catalogue/mailchimp.ts'],
    ['src/intake/e.ts', 'src/connectors/catalogue/mailchimp.ts'],
    ['src/azure/f.ts', 'src/main.ts'],
    ['src/azure/g.ts', 'local/host/log.ts'],
    ['src/azure/h.ts', 'test/support/stack.ts'],
    ['src/azure/i.ts', 'bench/product/run.ts'],
    ['local/host/j.ts', 'src/domain/verdict.ts'],
    ['local/sandbox/k.ts', 'src/domain/verdict.ts'],
    ['local/start/l.ts', 'local/host/log.ts'],
  ] as const;
  const allowed = [
    ['src/ports/m.ts', 'src/domain/verdict.ts'],
    ['src/activities/n.ts', 'src/ports/clock.ts'],
    ['src/main.ts', 'src/azure/queue.ts'],
  ] as const;
  const { violations } = cruise(houseOf([...refused, ...allowed]), 'src', 'local', 'test', 'bench');
  const found = violations.map(({ from, to }) => `${from} → ${to}`);
  expect([...new Set(found)].sort()).toEqual(refused.map((edge) => edge.join(' → ')).sort());
});

/** A house with nothing in it but imports. */
function houseOf(edges: readonly (readonly [string, string])[]): string {
  const write = (file: string, content: string) => {
    mkdirSync(path.join(house, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(house, file), content);
  };
  write('package.json', '{}');
  for (const [, to] of edges) write(to, 'export const planted = 1;\n');
  for (const [from, to] of edges) {
    const relative = path.posix.relative(path.posix.dirname(from), to);
    const target = relative.startsWith('.') ? relative : `./${relative}`;
    write(from, `export { planted } from '${target}';\n`);
  }
  return house;
}
