import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDataContract } from '../../../packages/contract/src/index.ts';
import {
  type Engine,
  importContract,
  openEngine,
  openSource,
  validate,
} from '../../../packages/data/src/index.ts';

// Ajv says which keyword each row breaks; the contract that is made of the schema finds the same rows.

/** As pydantic writes it, with references, and null beside a type; and some of what it does not write. */
const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Bill',
  type: 'object',
  additionalProperties: false,
  $defs: {
    Kind: { type: 'string', enum: ['cash', 'card'], title: 'Kind' },
    Share: { type: 'number', minimum: 0, exclusiveMaximum: 1 },
  },
  properties: {
    id: { type: 'integer', minimum: 1, description: 'Number of the bill' },
    kind: { $ref: '#/$defs/Kind' },
    share: { anyOf: [{ $ref: '#/$defs/Share' }, { type: 'null' }], default: null },
    mail: { type: ['string', 'null'], format: 'email' },
    uuid: { type: 'string', format: 'uuid' },
    day: { type: 'string', format: 'date' },
    code: { type: 'string', pattern: '^[A-Z]{2}', minLength: 3, maxLength: 5 },
    pack: { type: 'integer', multipleOf: 6 },
    paid: { allOf: [{ type: 'boolean' }] },
  },
  required: ['id', 'kind', 'share', 'mail', 'code'],
};

const GOOD = {
  ...{ id: 1, kind: 'cash', share: 0.5, mail: 'a@b.co', uuid: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' },
  ...{ day: '2026-11-21', code: 'ABc', pack: 12, paid: true },
};

/** Rows that each break one thing, and rows that break nothing though they look odd. */
const ROWS = [
  ...[GOOD, { ...GOOD, share: null }, { ...GOOD, mail: null }, { ...GOOD, id: 5.0, pack: 0 }],
  ...[
    { ...GOOD, id: 0 },
    { ...GOOD, id: 1.5 },
    { ...GOOD, id: 'x' },
    { ...GOOD, id: null },
  ],
  ...[
    { ...GOOD, kind: 'Cash' },
    { ...GOOD, kind: null },
    { ...GOOD, share: 1 },
    { ...GOOD, share: -0.5 },
  ],
  ...[
    { ...GOOD, mail: 'a at b' },
    { ...GOOD, uuid: 'f81d4fae' },
    { ...GOOD, day: '2026-02-30' },
  ],
  ...[
    { ...GOOD, code: 'abc' },
    { ...GOOD, code: 'AB' },
    { ...GOOD, code: 'ABcdef' },
    { ...GOOD, pack: 13 },
  ],
  ...[
    { ...GOOD, pack: undefined },
    { ...GOOD, code: undefined },
    { ...GOOD, paid: 'no' },
  ],
  { ...GOOD, more: 1 },
];

/** What a keyword of JSON Schema is called here. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ type: 'type', required: 'nulls', format: 'type', enum: 'allowed', minimum: 'range' },
  ...{ exclusiveMaximum: 'rule', pattern: 'pattern', minLength: 'length', maxLength: 'length' },
  ...{ multipleOf: 'rule', additionalProperties: 'extra-columns' },
};

let engine: Engine;
const folder = mkdtempSync(join(tmpdir(), 'assay-json-schema-'));
beforeAll(() => {
  engine = openEngine({ duckdb: { toolCache: join(folder, 'tools'), log: () => {} }, folders: [folder] });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

async function imported(schema: object) {
  const text = JSON.stringify(schema, null, 1);
  return importContract(engine, Buffer.from(text), 'bill.schema.json');
}

/** Rows by what they break, in our words. */
function theirs(schema: object): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  const check = ajv.compile(schema);
  const broken = new Map<string, number>();
  for (const row of ROWS) {
    check(JSON.parse(JSON.stringify(row)));
    const lines = (check.errors ?? [])
      // That no branch holds says nothing beside what each of them says.
      .filter(({ keyword, schemaPath }) => keyword !== 'anyOf' && !schemaPath.endsWith('/anyOf/1/type'))
      .map(({ keyword, instancePath, params }) => {
        const column = instancePath.slice(1) || (params['missingProperty'] ?? params['additionalProperty']);
        const isNull = keyword === 'type' && Reflect.get(row, column) === null;
        return `${column} ${isNull ? 'nulls' : WORDS[keyword]}`;
      });
    // A null is of no type, and in no list: that is one thing here.
    const nulls = lines.filter((line) => line.endsWith(' nulls')).map((line) => line.replace(/nulls$/, ''));
    for (const line of new Set(lines)) {
      const isOfNull = !line.endsWith(' nulls') && nulls.some((column) => line.startsWith(column));
      if (!isOfNull) broken.set(line, (broken.get(line) ?? 0) + 1);
    }
  }
  return [...broken].map(([line, rows]) => `${line} ${rows}`).sort();
}

async function ours(schema: object): Promise<string[]> {
  const { yaml } = await imported(schema);
  writeFileSync(join(folder, 'bills.jsonl'), ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const source = await openSource(engine, { path: 'bills.jsonl', root: folder });
  const { findings } = await validate(engine, source, parseDataContract(yaml, 'c.yml'), { name: 'data' });
  return findings
    .map(({ column, check, rows, expected }) => {
      // A rule has no column of its own: it is named after the keyword.
      const of = column ?? / of ([a-z]+)/.exec(expected)?.[1] ?? /"([a-z]+)"/.exec(expected)?.[1];
      return `${of} ${check} ${check === 'extra-columns' ? 1 : rows}`;
    })
    .sort();
}

test('a JSON Schema finds what Ajv finds', async () => {
  expect(await ours(SCHEMA)).toEqual(theirs(SCHEMA));
  expect((await imported(SCHEMA)).notes).toEqual([]);
});
