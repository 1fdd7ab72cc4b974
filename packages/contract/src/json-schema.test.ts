import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas, parseAssayYml, parseDataContract } from './index.ts';
import { artifact, record } from './testing/record.ts';

const schemas = jsonSchemas() as Record<string, object>;
const written = join(import.meta.dirname, '../schemas');
const examples = join(import.meta.dirname, '../../../examples');

// Formats only annotate: where one matters, the schema has a pattern beside it.
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
const accepts = (name: string, value: unknown) => ajv.validate(schemas[name] ?? false, value);

test('the files in schemas/ are those of the source; if not, run pnpm generate', async () => {
  expect((await readdir(written)).sort()).toEqual(Object.keys(schemas).sort());
  for (const [name, schema] of Object.entries(schemas)) {
    expect(JSON.parse(await readFile(join(written, name), 'utf8'))).toEqual(schema);
  }
});

test("the examples' contracts are accepted, by schema and by parser; a mistyped key by neither", async () => {
  const text = await readFile(join(examples, 'taxi-tips/assay.yml'), 'utf8');
  expect(accepts('assay.schema.json', parse(text))).toBe(true);
  const { value } = parseAssayYml(text, 'assay.yml');
  expect(value).toMatchObject({ model: 'tip-predictor', evaluate: { confidence: 0.95, replicates: 1000 } });
  expect(value.gate?.rules).toHaveLength(9);
  expect(value.gate?.rules[0]).toMatchObject({ severity: 'error', evidence: 'interval' });
  for (const [right, wrong] of [
    ['model:', 'modle:'],
    ['at-least:', 'at-lest:'],
    ['threshold:', 'treshold:'],
    ['where:', 'were:'],
  ]) {
    const mistyped = text.replace(right ?? '', wrong ?? '');
    expect(accepts('assay.schema.json', parse(mistyped)), wrong).toBe(false);
    expect(() => parseAssayYml(mistyped, 'assay.yml'), wrong).toThrow();
  }
});

test("the examples' data contracts are accepted; a mistyped key is not", async () => {
  const text = await readFile(join(examples, 'taxi-tips/data/trips.contract.yml'), 'utf8');
  expect(accepts('data-contract.schema.json', parse(text))).toBe(true);
  const { value } = parseDataContract(text, 'trips.contract.yml');
  expect(value.columns['trip_id']).toMatchObject({
    required: true,
    nullable: false,
    tolerance: 0,
    severity: 'error',
  });
  for (const [right, wrong] of [
    ['columns:', 'colums:'],
    ['nullable:', 'nulable:'],
    ['at-most:', 'atmost:'],
  ]) {
    const mistyped = text.replace(right ?? '', wrong ?? '');
    expect(accepts('data-contract.schema.json', parse(mistyped)), wrong).toBe(false);
    expect(() => parseDataContract(mistyped, 'trips.contract.yml'), wrong).toThrow();
  }
});

test('a record is accepted; one with an unknown key is not', () => {
  expect(accepts('run-record.schema.json', record({ artifact }))).toBe(true);
  expect(accepts('run-record.schema.json', { ...record(), extra: 1 })).toBe(false);
});
