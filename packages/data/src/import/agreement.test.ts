import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataReport, parseDataContract } from '@assay/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, openEngine } from '../engine/index.ts';
import { exportContract } from '../export/export-contract.ts';
import { openSource } from '../source/index.ts';
import { temporaryFolder } from '../temporary-data.ts';
import { validate } from '../validate.ts';
import { importContract } from './import-contract.ts';

// What the tools find, and how that was found out: test/agreement/imports/README.md

const root = join(import.meta.dirname, '../../../..');
const here = join(root, 'test/agreement/imports');
const read = (file: string) => readFileSync(join(here, file));
const reference = JSON.parse(read('reference.json').toString());

let engine: Engine;
beforeAll(() => {
  engine = openEngine({
    duckdb: { toolCache: join(root, '.cache/tools'), log: () => {} },
    folders: [root, tmpdir()],
  });
});
afterAll(() => engine.close());

interface Told {
  readonly column: string | null;
  readonly rule: string;
  readonly rows?: number | null;
  readonly passes?: boolean;
}

/** What a rule of a tool is called here; `null`: another finding says the same. */
type Words = Readonly<Record<string, string | null>>;

interface Options {
  readonly environment?: string;
  readonly path?: string;
}

async function underSchema(
  schema: string | Buffer,
  data: string,
  options: Options = {},
): Promise<DataReport> {
  const source = await openSource(engine, { path: data, root: options.path ?? here });
  const bytes = typeof schema === 'string' ? read(schema) : schema;
  const { yaml } = await importContract(engine, bytes, 'schema', { data: source });
  return underContract(yaml, data, options);
}

async function underContract(yaml: string, data: string, { environment, path = here }: Options = {}) {
  const source = await openSource(engine, { path: data, root: path });
  return validate(engine, source, parseDataContract(yaml, 'contract.yml'), { name: 'data', environment });
}

/** What is about the data or a figure of a column is about no row in particular. */
const OF_ROWS = ['type', 'nulls', 'range', 'length', 'pattern', 'allowed', 'forbidden', 'unique', 'rule'];

/** Findings as lines: column, check, and rows where they are counted. */
function ours({ findings }: DataReport, counts = true): string[] {
  return findings
    .map(
      ({ column, check, rows }) =>
        `${column ?? 'data'} ${check}${counts && OF_ROWS.includes(check) ? ` ${rows}` : ''}`,
    )
    .sort();
}

/** The same of what a tool said; two of its rules may be one of ours, as minimum and maximum are a range. */
function theirs(said: readonly Told[], words: Words, counts = true): string[] {
  const rows = new Map<string, number>();
  for (const { column, rule, rows: broken, passes } of said) {
    if (passes === true) continue;
    const [, check] = Object.entries(words).find(([name]) => rule.startsWith(name)) ?? [];
    if (check === undefined) throw new Error(`nothing is said of ${rule}`);
    // A condition that is a rule here has no column.
    if (check === null) continue;
    const ofRule = check === 'rule' ? `data rule\0${column}${rule}` : `${column ?? 'data'} ${check}`;
    rows.set(ofRule, (rows.get(ofRule) ?? 0) + (broken ?? 0));
  }
  return [...rows]
    .map(([name, n]) => {
      const [line = '', check = ''] = [
        name.replace(/\0.*$/s, ''),
        name.replace(/\0.*$/s, '').split(' ').at(-1),
      ];
      return counts && OF_ROWS.includes(check) ? `${line} ${n}` : line;
    })
    .sort();
}

const FRICTIONLESS: Words = {
  'type-error': 'type',
  'unique-error': 'unique',
  'primary-key': null,
  required: 'nulls',
  enum: 'allowed',
  minLength: 'length',
  maxLength: 'length',
  minimum: 'range',
  maximum: 'range',
  exclusiveMaximum: 'rule',
  pattern: 'pattern',
  'missing-label': 'columns',
  'extra-label': 'extra-columns',
};

test('a Table Schema finds what frictionless finds', async () => {
  const { data, columns } = reference.frictionless;
  const schema = 'schemas/frictionless.json';
  expect(ours(await underSchema(schema, 'data.csv'))).toEqual(theirs(data, FRICTIONLESS));
  // The rule that reads a column which is not there is a finding of ours beside the one of the column.
  const found = ours(await underSchema(schema, 'columns.csv')).filter((line) => line !== 'data rule 40');
  expect(found).toEqual(theirs(columns, FRICTIONLESS));
});

const PANDERA: Words = {
  "dtype('int64')": 'type',
  field_uniqueness: 'unique',
  not_nullable: 'nulls',
  isin: 'allowed',
  notin: 'forbidden',
  str_contains: 'pattern',
  str_matches: 'pattern',
  str_length: 'length',
  str_startswith: 'rule',
  'less_than(': 'rule',
  in_range: 'rule',
  greater_than_or_equal_to: 'range',
  less_than_or_equal_to: 'range',
  column_in_dataframe: 'columns',
  column_in_schema: 'extra-columns',
};

test('a schema of pandera finds what pandera finds', async () => {
  const { data, columns } = reference.pandera;
  // A warning is no failure to pandera: the day in the future is not in its list.
  const errors = (report: DataReport) => ({
    ...report,
    findings: report.findings.filter(({ severity }) => severity === 'error'),
  });
  const report = await underSchema('schemas/pandera.yaml', 'data.csv');
  expect(ours(errors(report))).toEqual(theirs(data, PANDERA));
  expect(report.findings.filter(({ severity }) => severity === 'warn')).toMatchObject([
    { check: 'rule', rows: 1 },
  ]);
  const found = ours(errors(await underSchema('schemas/pandera.yaml', 'columns.csv')));
  expect(found.filter((line) => line !== 'data rule 40')).toEqual(theirs(columns, PANDERA));
});

const EXPECTATIONS: Words = {
  expect_table_row_count: 'rows',
  expect_column_to_exist: 'columns',
  expect_column_values_to_not_be_null: 'nulls',
  expect_column_values_to_be_unique: 'unique',
  expect_column_values_to_be_between: 'rule',
  expect_column_values_to_be_in_set: 'allowed',
  expect_column_values_to_match_regex: 'pattern',
  expect_column_values_to_not_match_regex: 'rule',
  expect_column_value_lengths: 'length',
  expect_column_pair_values_a: 'rule',
  expect_column_mean: 'mean',
  expect_column_stdev: 'sd',
  expect_column_sum: 'sum',
  expect_column_max: 'quantile 1',
  expect_column_unique_value_count: 'distinct',
};

test('a suite finds what Great Expectations finds, in the form of 1.x and of 0.x', async () => {
  const said = (reference['great-expectations'].data as Told[]).map((each) =>
    // It counts both rows of a repeated value.
    each.rule.endsWith('unique') ? { ...each, rows: (each.rows ?? 0) / 2 } : each,
  );
  const suite = 'schemas/great_expectations.json';
  const expected = theirs(said, EXPECTATIONS);
  expect(expected).toHaveLength(14);
  expect(ours(await underSchema(suite, 'data.csv'))).toEqual(expected);
  const older = read(suite)
    .toString()
    .replaceAll('"type":', '"expectation_type":')
    .replace('"name": "trips"', '"expectation_suite_name": "trips"');
  expect(ours(await underSchema(Buffer.from(older), 'data.csv'))).toEqual(expected);
});

const TFDV: Words = {
  INT_TYPE_NOT_INT_STRING: 'type',
  BOOL_TYPE_UNEXPECTED_STRING: 'allowed',
  ENUM_TYPE_UNEXPECTED_STRING_VALUES: 'allowed',
  FEATURE_TYPE_HIGH_UNIQUE: 'distinct',
  INVALID_FEATURE_SHAPE: 'nulls',
  FEATURE_TYPE_LOW_FRACTION_PRESENT: 'nulls',
  INT_TYPE_BIG_INT: 'range',
  FLOAT_TYPE_SMALL_FLOAT: 'range',
  FLOAT_TYPE_BIG_FLOAT: 'range',
  SCHEMA_MISSING_COLUMN: 'columns',
  SCHEMA_NEW_COLUMN: 'extra-columns',
};

test('a schema of TFDV finds what TFDV finds', async () => {
  const { data, columns } = reference.tfdv;
  const schema = 'schemas/tfdv.pbtxt';
  const found = async (file: string, environment?: string) =>
    ours(await underSchema(schema, file, environment === undefined ? {} : { environment }), false);
  expect(await found('data.csv')).toEqual(theirs(data, TFDV, false));
  expect(await found('columns.csv', 'TRAINING')).toEqual(theirs(columns, TFDV, false));
  // Where the column may be absent, only the strange one is left.
  expect(await found('columns.csv', 'SERVING')).toEqual(
    theirs(columns, TFDV, false).filter((line) => line !== 'paid columns'),
  );
});

test("TFDV's schema of the taxi trips: new companies, a payment type more, tips only in training", async () => {
  const taxi = reference.tfdv.taxi;
  const schema = read('schemas/taxi.pbtxt').toString();
  const { folder, first, rest, serving } = taxiFiles(taxi.cut);
  const found = async (text: string, data: string, environment: string) =>
    ours(await underSchema(Buffer.from(text), data, { environment, path: folder }), false);
  expect(await found(schema, first, 'TRAINING')).toEqual(theirs(taxi.first, TFDV, false));
  expect(await found(schema, rest, 'TRAINING')).toEqual(['company allowed', 'payment_type allowed']);
  expect(theirs(taxi.training, TFDV, false)).toEqual(['company allowed', 'payment_type allowed']);
  expect(await found(schema, serving, 'SERVING')).toEqual(theirs(taxi.serving, TFDV, false));
  expect(await found(schema, serving, 'TRAINING')).toEqual(theirs(taxi.dropped, TFDV, false));
  expect(theirs(taxi.dropped, TFDV, false)).toContain('tips columns');
  const relaxed = schema.replace(
    'name: "company"',
    'name: "company" distribution_constraints { min_domain_mass: 0.99 }',
  );
  expect(await found(relaxed, rest, 'TRAINING')).toEqual(theirs(taxi.relaxed, TFDV, false));
});

const ODCS: Words = {
  field_required: 'nulls',
  field_unique: 'unique',
  field_min_length: 'length',
  field_max_length: 'length',
  field_regex: 'pattern',
  field_minimum: 'range',
  field_maximum: 'range',
  field_null_values: 'nulls',
  field_invalid_values: 'allowed',
  field_not_equal: null,
  row_count: 'rows',
  model_duplicate_values: 'unique',
  model_quality_sql: 'rule',
};

test('a document of ODCS finds what datacontract-cli finds', async () => {
  // A bound that is not allowed itself is two checks there, and a rule here; a count of nulls is no share of rows.
  const said = (reference.odcs.data as Told[])
    .filter(({ column, rule }) => !(column === 'score' && rule === 'field_null_values'))
    .map((each) =>
      each.column === 'paid' && each.rule === 'field_maximum' ? { ...each, rule: 'model_quality_sql' } : each,
    );
  expect(ours(await underSchema('schemas/odcs.yaml', 'data.csv'), false)).toEqual(theirs(said, ODCS, false));
  expect(reference.odcs.problems.schemas).toEqual([]);
});

test('what is exported finds the same in the other tools, but for what is noted', async () => {
  const text = read('schemas/contract.yml').toString();
  const { value } = parseDataContract(text, 'contract.yml');
  const found = ours(await underContract(text, 'data.csv'));
  const noted = ({ notes }: Awaited<ReturnType<typeof exportContract>>) =>
    notes.map(({ column, key }) => `${column ?? 'data'} ${key}`);

  const frictionless = await exportContract(value, 'frictionless', 'bills');
  await expect(frictionless.text).toMatchFileSnapshot(join(here, 'exported/frictionless.json'));
  expect(noted(frictionless)).toEqual([
    'score nullable',
    'kind type',
    'mail sensitive',
    'paid range',
    'data rows',
    'data rules',
  ]);
  expect(found.filter((line) => !/^(score nulls|data rows|data rule)/.test(line))).toEqual(
    theirs(reference.frictionless.exported, FRICTIONLESS),
  );

  const odcs = await exportContract(value, 'odcs', 'bills');
  await expect(odcs.text).toMatchFileSnapshot(join(here, 'exported/odcs.yaml'));
  expect(noted(odcs)).toEqual(['kind type', 'paid range', 'data extra-columns']);
  expect(reference.odcs.problems.exported).toEqual([]);
  // The form of an address is not checked there.
  const checks = ours(await underContract(text, 'data.csv'), false).filter((line) => line !== 'mail type');
  expect(checks).toEqual(theirs(reference.odcs.exported, ODCS, false));
});

/** The trips as run_tfdv.py cuts them, with three payments of a new type in the second part. */
function taxiFiles(cut: number): { folder: string; first: string; rest: string; serving: string } {
  const folder = temporaryFolder();
  const [header = '', ...lines] = readFileSync(join(root, 'examples/taxi-tips/data/trips.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const rows = lines.map((line) => line.split(','));
  const payment = header.split(',').indexOf('payment_type');
  const rest = rows.slice(cut).map((row, i) => (i < 3 ? row.with(payment, 'Prcard') : row));
  const write = (name: string, head: string, table: readonly string[][]) => {
    writeFileSync(join(folder, name), `${[head, ...table.map((row) => row.join(','))].join('\n')}\n`);
    return name;
  };
  return {
    folder,
    first: write('first.csv', header, rows.slice(0, cut)),
    rest: write('rest.csv', header, rest),
    // The tips are the last column.
    serving: write(
      'serving.csv',
      header.replace(/,tips$/, ''),
      rest.map((row) => row.slice(0, -1)),
    ),
  };
}
