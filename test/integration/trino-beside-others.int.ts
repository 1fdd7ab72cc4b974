import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TrinoServer, trinoPart } from '../harness/index.ts';
import { openRelease, type Release } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

// 200 trips, 1001 to 1200, and what goes with them. All is written once, as rows of JSON values, for files and tables alike.
type Value = string | number | boolean;
type Rows = readonly (readonly Value[])[];
const ids = Array.from({ length: 200 }, (_, i) => 1001 + i);
const wayOf = (id: number) => (id % 4 > 0 ? 'Cash' : 'Card');
/** No whole number: `5` in a file is 5.0 in a table. */
const fareOf = (id: number) => (id + 0.5) / 8;
const trip = (id: number) => [
  id,
  fareOf(id),
  wayOf(id),
  id % 3 === 0,
  id % 3 === 0 ? 7 : 5,
  '2026-11-01',
  id % 25 === 0 ? '2026-11-02' : '2026-10-31',
];
const TRIPS = 'id bigint, fare double, way varchar, tipped boolean, code bigint, judged date, seen date';
const TABLES: Record<string, { columns: string; rows: Rows }> = {
  trips: { columns: TRIPS, rows: ids.map(trip) },
  // Every tenth fare is another.
  served: { columns: 'id bigint, fare double', rows: ids.map((id) => [id, fareOf(id) + (id % 10 ? 0 : 1)]) },
  // 1191 to 1200 are trips too, the first five of them word for word; hardly anybody pays by card.
  training: {
    columns: TRIPS,
    rows: Array.from({ length: 100 }, (_, i) => 1191 + i).map((id) =>
      id < 1196 ? trip(id) : [id, fareOf(id) / 2, 'Cash', ...trip(id).slice(3)],
    ),
  },
  // Two annotators of 50 trips, of two minds about every fifth.
  notes: {
    columns: 'id bigint, who varchar, way varchar',
    rows: ids.slice(0, 50).flatMap((id) => [
      [id, 'ann', wayOf(id)],
      [id, 'bob', id % 5 ? wayOf(id) : 'Cash'],
    ]),
  },
  // A model that is of another mind about every fortieth.
  predicted: {
    columns: 'id bigint, cash double, card double',
    rows: ids.map((id) => {
      const cash = (wayOf(id) === 'Cash') !== (id % 40 === 0) ? 0.875 : 0.125;
      return [id, cash, 1 - cash];
    }),
  },
};

const CONTRACT = `assay-data: 1
extra-columns: allow
unique: [id]
columns:
  id: {type: integer}
  fare: {type: number}
  way: {type: category}
parity:
  - {with: served, id: id, absolute: 0.01}
leakage:
  training: training
  key: id
  label: tipped
  label-time: judged
labels:
  column: way
  id: id
  annotations: {data: notes, item: id, annotator: who, label: way, at-least: 0.9}
  errors: {data: predicted, scores: {Cash: cash, Card: card}, at-most: 1 %}
representation:
  - {column: way, shares: {Cash: 0.5, Card: 0.5}}
  - {column: way, against: training}
  - {column: tipped, against: training}
`;

const NAMES = Object.keys(TABLES);
const config = (place: (name: string) => string) =>
  `assay: 1\nmodel: m1\ndata:\n${NAMES.map((name) => `  ${name}: {${place(name)}${name === 'trips' ? ', contract: c.yml' : ''}}\n`).join('')}`;

const csvOf = ({ columns, rows }: { columns: string; rows: Rows }) =>
  `${[columns.replace(/ \w+(?=,|$)/g, '').replaceAll(', ', ','), ...rows.map((row) => row.join(','))].join('\n')}\n`;

function sqlOf(name: string, { columns, rows }: { columns: string; rows: Rows }): string {
  const typed = columns.split(', ').map((column) => column.split(' ') as [string, string]);
  const values = rows.map((row) => `(${row.map((value) => `'${value}'`).join(', ')})`);
  const casts = typed.map(([column, type]) => `CAST(${column} AS ${type}) AS ${column}`);
  return `CREATE TABLE memory.rides.${name} AS SELECT ${casts.join(', ')} FROM (VALUES ${values.join(', ')}) t (${typed.map(([column]) => column).join(', ')})`;
}

interface Finding {
  check: string;
  examples: { row: number | null; key?: string }[];
}

const trino = await trinoPart();

describe.skipIf(!trino.available)('a data set beside others, as files and as tables', () => {
  let release: Release;
  let server: TrinoServer;
  let folder: string;

  beforeAll(async () => {
    if (!trino.available) return;
    release = await openRelease();
    server = await trino.start();
    await server.ask('CREATE SCHEMA memory.rides');
    for (const [name, table] of Object.entries(TABLES)) await server.ask(sqlOf(name, table));
    folder = await workspace({
      'c.yml': CONTRACT,
      'files.yml': config((name) => `path: ${name}.csv`),
      'tables.yml': config((name) => `table: "trino://memory.rides.${name}"`),
      ...Object.fromEntries(Object.entries(TABLES).map(([name, table]) => [`${name}.csv`, csvOf(table)])),
    });
  }, 240_000);
  afterAll(async () => {
    await server?.close();
  });

  /** What is said of the trips. */
  async function check(config: string) {
    const { exitCode, stdout, stderr } = await release.validateData(folder, ['--config', config], {
      ASSAY_TRINO_URL: server.url,
    });
    expect(exitCode, stderr).toBe(1);
    const { data } = JSON.parse(stdout) as {
      data: { name: string; findings: Finding[]; labels: { errors: { worst: Finding['examples'] } } }[];
    };
    const trips = data.find(({ name }) => name === 'trips');
    if (trips === undefined) throw new Error(stdout);
    return trips;
  }

  it('one contract finds the same in both, and as much as was planted', async () => {
    const inFiles = await check('files.yml');
    const inTables = await check('tables.yml');

    const counts = ({ findings }: { findings: Finding[] }, check: string) =>
      findings.filter((finding) => finding.check === check);
    for (const [name, expected] of Object.entries({
      parity: [{ rows: 20, of: 200 }],
      'leakage rows': [
        { rows: 10, of: 200 },
        { rows: 5, of: 200 },
      ],
      // Multiples of 25 from 1001 to 1200.
      'leakage time': [{ rows: 8, of: 200 }],
      'leakage alone': [{ column: 'code', observed: 'area 1.0000' }],
      'labels agreement': [{}],
      // Multiples of 40.
      'labels errors': [{ rows: 5, of: 200 }],
      // 150 of 200 pay cash, and 99 of 100 there; of tips both have a third.
      representation: [{ column: 'way' }, { column: 'way' }],
    }))
      expect(counts(inFiles, name), name).toMatchObject(expected);

    const byKey = <T extends { row: number | null }>({ row, ...rest }: T) => ({
      ...rest,
      ...{ row: null, key: `id=${1000 + (row ?? 0)}` },
    });
    expect(inTables.findings).toEqual(
      inFiles.findings.map((finding) => ({ ...finding, examples: finding.examples.map(byKey) })),
    );
    const { errors, ...others } = inFiles.labels;
    expect(inTables.labels).toEqual({ ...others, errors: { ...errors, worst: errors.worst.map(byKey) } });
  }, 240_000);

  it('the action says it at the lines of the contract', async () => {
    const { exitCode, annotations } = await release.run('validate-data', {
      workspace: folder,
      inputs: { config: 'tables.yml' },
      env: { ASSAY_TRINO_URL: server.url },
    });
    expect(exitCode).toBe(1);
    const lines = (of: string) =>
      annotations.filter(({ message }) => message.includes(of)).map(({ file, line }) => `${file}:${line}`);
    expect(lines('first rows id=1010, id=1020')).toEqual(['c.yml:9']);
    expect(lines('first rows id=1191, id=1192')).toEqual(['c.yml:11', 'c.yml:11']);
  }, 240_000);
});
