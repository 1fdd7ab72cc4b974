import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, openTable } from '@assay/data';
import { knownColumn, sideOf } from '@assay/drift';
import { expect, onTestFinished, test } from 'vitest';
import { rowKeys } from './check-drift-row-keys.ts';

test('the keys among a thousand columns are found in little memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-row-keys-'));
  const keys = new Set(['c0', 'c150', 'c999']);
  const names = Array.from({ length: 1000 }, (_, i) => `c${i}`);
  const rows = Array.from({ length: 200 }, (_, r) => names.map((name) => (keys.has(name) ? r : r % 150)));
  writeFileSync(join(folder, 'd.csv'), [names, ...rows].join('\n'));
  const engine = openEngine({
    duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
    folders: [folder],
    memoryMb: 500,
  });
  onTestFinished(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const table = await openTable(engine, { path: 'd.csv', root: folder });
  const columns = table.columns.flatMap((column) => knownColumn(column) ?? []);
  expect(await rowKeys(await sideOf(engine, table), columns)).toEqual([...keys]);
});
