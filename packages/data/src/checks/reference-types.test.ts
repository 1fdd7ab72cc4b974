import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { openSource, openTable } from '../source/index.ts';
import { engineFor, findingsAmong, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';

/** Values of each type as CSV has them, and as the engine has: the first two are alike in the types that can be compared. */
const TEXTS = {
  integer: ['1', '2'],
  number: ['1.0', '2.5'],
  string: ['1', 'x'],
  boolean: ['true', 'false'],
  date: ['2026-01-01', '2026-01-02'],
  timestamp: ['2026-01-01 00:00:00', '2026-01-02 12:30:00'],
} as const;
type Written = keyof typeof TEXTS;
const WRITTEN = Object.keys(TEXTS) as Written[];

const KIND: Readonly<Record<string, string>> = { integer: 'number', date: 'timestamp' };
const kindOf = (type: string) => KIND[type] ?? type;

const csvOf = (name: string, values: readonly string[]) =>
  `id,${name}\n${values.map((v, i) => `${i},${v}\n`).join('')}`;
const references = [{ column: 't', data: 'o.*', key: 'k' }];
const contract = { 'extra-columns': 'allow', columns: { id: { type: 'integer' } }, references };

describe('references between columns of texts', () => {
  test.each(WRITTEN.flatMap((ours) => WRITTEN.map((theirs) => [ours, theirs] as const)))(
    '%s held against %s',
    async (ours, theirs) => {
      const files = { 'data.csv': csvOf('t', TEXTS[ours]), 'o.csv': csvOf('k', TEXTS[theirs]) };
      const found = await findingsAmong(files, contract);
      if (ours === theirs) return expect(found).toEqual([]);
      if (kindOf(ours) === kindOf(theirs))
        // 1 and 1.0 are one number, a day and its midnight one moment; of the second values none has its like.
        return expect(found).toMatchObject([{ rows: 1, of: 2, examples: [{ row: 2 }] }]);
      if (ours === 'string' || theirs === 'string') {
        // Read as what ours is, "1" is the whole number and the number that it says, and no moment or boolean.
        const shared = theirs === 'integer' || ours === 'integer' || ours === 'number';
        return expect(found).toMatchObject([{ rows: shared ? 1 : 2, of: 2 }]);
      }
      expect(found).toMatchObject([
        {
          check: 'references',
          observed: `types that cannot be compared: "t" is of type ${ours}, "k" of o.* of type ${theirs}`,
          fix: expect.stringContaining('type'),
          rows: 2,
        },
      ]);
    },
  );
});

/** SQL of two values of types as Parquet has them, the widest of each among them. */
const VALUES: Readonly<Record<string, readonly [type: string, a: string, b: string]>> = {
  TINYINT: ['integer', '1', '2'],
  BIGINT: ['integer', '1', '-9223372036854775808'],
  UBIGINT: ['integer', '1', '18446744073709551615'],
  'DECIMAL(9, 2)': ['number', '1', '2.5'],
  'DECIMAL(38, 30)': ['number', '1', '0.123456789012345678901234567891'],
  'DECIMAL(38, 0)': ['number', '1', '12345678901234567890123456789012345678'],
  DOUBLE: ['number', '1', '1e300'],
  VARCHAR: ['string', "'1'", "'x'"],
  BOOLEAN: ['boolean', 'true', 'false'],
  DATE: ['date', "'2026-01-01'", "'2026-01-02'"],
  TIMESTAMP: ['timestamp', "'2026-01-01 00:00:00'", "'2026-01-02 12:30:00'"],
  TIMESTAMPTZ: ['timestamp-with-zone', "'2026-01-01 00:00:00+00'", "'2026-01-02 12:30:00+00'"],
  TIME: ['other', "'00:00:00'", "'12:30:00'"],
  'INTEGER[]': ['other', '[1]', '[2]'],
};

describe('references between columns of Parquet', () => {
  const sql = (type: string, name: string) => {
    const [, a, b] = VALUES[type] ?? [];
    return `SELECT i AS id, v AS ${name} FROM (VALUES (0, CAST(${a} AS ${type})), (1, CAST(${b} AS ${type}))) t(i, v)`;
  };
  const names = Object.keys(VALUES);
  test.each(names)('%s held against every type', async (ours) => {
    for (const theirs of names) {
      const found = await findingsInParquet(sql(ours, 't'), sql(theirs, 'k'));
      const [a = '', b = ''] = [VALUES[ours]?.[0], VALUES[theirs]?.[0]];
      const [mine, their] = [a, b].map((type) => kindOf(type.replace('-with-zone', '')));
      // The same moments, with a zone and without; and what only texts can be compared of.
      if (ours === theirs || (a !== b && a.startsWith('timestamp') && b.startsWith('timestamp')))
        expect([theirs, found]).toEqual([theirs, []]);
      else if (a === 'other' && (b === 'other' || b === 'string'))
        expect([theirs, found]).toMatchObject([theirs, [{ rows: 2, of: 2 }]]);
      else if (mine === their)
        expect([theirs, found]).toMatchObject([theirs, [{ rows: 1, of: 2, examples: [{ row: 2 }] }]]);
      else
        expect([theirs, found]).toMatchObject([
          theirs,
          [{ observed: `types that cannot be compared: "t" is of type ${a}, "k" of o.* of type ${b}` }],
        ]);
    }
  });
});

async function findingsInParquet(ours: string, theirs: string) {
  const folder = temporaryFolder();
  await writeParquet(folder, 'data.parquet', ours);
  await writeParquet(folder, 'o.parquet', theirs);
  const engine = engineFor(folder);
  const source = await openSource(engine, { path: 'data.parquet', root: folder });
  const located = parseDataContract(JSON.stringify({ 'assay-data': 1, ...contract }), 'contract.yml');
  const open = (path: string) => openTable(engine, { path, root: folder });
  return (await validate(engine, source, located, { name: 'data', open })).findings;
}
