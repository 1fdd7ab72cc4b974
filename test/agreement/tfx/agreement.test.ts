import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DataReport, parseDataContract } from '../../../packages/contract/src/index.ts';
import {
  type Engine,
  importContract,
  openEngine,
  openSource,
  validate,
} from '../../../packages/data/src/index.ts';
import { environments } from '../environments.ts';
import { tfxFolder } from './tfx-folder.ts';

// What TFDV finds in TFX's taxi data, and how that was found out: README.md

const here = import.meta.dirname;
const tfx = await environments.tfx();

interface Anomaly {
  readonly column: string;
  readonly rule: string;
  readonly values?: readonly string[];
}

type Found = Readonly<Record<'training' | 'serving' | 'dropped', readonly Anomaly[]>>;

const reference: { cut: number; provided: Found; later: Found } = JSON.parse(
  readFileSync(join(here, 'reference.json'), 'utf8'),
);

/** What an anomaly is called here. */
const WORDS: Readonly<Record<string, string>> = {
  ENUM_TYPE_UNEXPECTED_STRING_VALUES: 'allowed',
  FEATURE_TYPE_LOW_FRACTION_PRESENT: 'nulls',
  INVALID_FEATURE_SHAPE: 'nulls',
  // A column without a value: at least one was asked for.
  FEATURE_TYPE_NOT_PRESENT: 'distinct',
  SCHEMA_MISSING_COLUMN: 'columns',
};

const theirs = (anomalies: readonly Anomaly[]) =>
  [...new Set(anomalies.map(({ column, rule }) => `${column} ${WORDS[rule]}`))].sort();
const ours = ({ findings }: DataReport) => findings.map(({ column, check }) => `${column} ${check}`).sort();

let engine: Engine;
const folder = mkdtempSync(join(tmpdir(), 'assay-tfx-'));
beforeAll(() => {
  engine = openEngine({ duckdb: { toolCache: join(folder, 'tools'), log: () => {} }, folders: [folder] });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

/** The folder of the taxi example within the package. */
const taxiFolder = async () => join(await tfxFolder(tfx), 'examples/chicago_taxi_pipeline/data');

/** What is found of rows under a schema; in the environment, without the tips or with them. */
async function found(schema: string, rows: readonly string[], environment: string): Promise<DataReport> {
  writeFileSync(join(folder, 'trips.csv'), `${rows.join('\n')}\n`);
  const source = await openSource(engine, { path: 'trips.csv', root: folder });
  const { yaml } = await importContract(engine, Buffer.from(schema), 'schema.pbtxt', { data: source });
  return validate(engine, source, parseDataContract(yaml, 'c.yml'), { name: 'trips', environment });
}

const withoutTips = (rows: readonly string[]) => rows.map((row) => row.slice(0, row.lastIndexOf(',')));

async function agree(schema: string, rows: readonly string[], expected: Found): Promise<void> {
  const training = await found(schema, rows, 'TRAINING');
  expect(ours(training)).toEqual(theirs(expected.training));
  expect(ours(await found(schema, withoutTips(rows), 'SERVING'))).toEqual(theirs(expected.serving));
  expect(ours(await found(schema, withoutTips(rows), 'TRAINING'))).toEqual(theirs(expected.dropped));
  // TFDV lists the values, we count their rows.
  for (const { column, values } of expected.training) {
    if (values === undefined) continue;
    const index = rows[0]?.split(',').indexOf(column) ?? -1;
    const broken = rows.slice(1).filter((row) => values.includes(row.split(',')[index] ?? ''));
    expect(training.findings.find((each) => each.column === column)?.rows).toBe(broken.length);
  }
}

test.runIf(tfx.available)(
  "TFX's taxi data under TFX's own schema: new companies, and tips in training only",
  async () => {
    const taxi = await taxiFolder();
    const rows = readFileSync(join(taxi, 'simple/data.csv'), 'utf8').trimEnd().split('\n');
    const schema = readFileSync(join(taxi, 'user_provided_schema/schema.pbtxt'), 'utf8');
    const environments = 'default_environment: "TRAINING" default_environment: "SERVING"';
    const tips = schema.replace('name: "tips"', 'name: "tips" not_in_environment: "SERVING"');
    await agree(`${tips}\n${environments}\n`, rows, reference.provided);
    expect(theirs(reference.provided.dropped)).toContain('tips columns');
    expect(theirs(reference.provided.serving)).not.toContain('tips columns');
  },
);

test.runIf(tfx.available)(
  'its first rows under what TFDV infers from the later ones: a payment type more, too',
  async () => {
    const taxi = await taxiFolder();
    const rows = readFileSync(join(taxi, 'simple/data.csv'), 'utf8').trimEnd().split('\n');
    const schema = readFileSync(join(here, 'later.pbtxt'), 'utf8');
    await agree(schema, rows.slice(0, 1 + reference.cut), reference.later);
    const payment = reference.later.training.find(({ column }) => column === 'payment_type');
    expect(payment?.values).toEqual(['Prcard']);
    expect(theirs(reference.later.training)).toContain('company allowed');
  },
);
