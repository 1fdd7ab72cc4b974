import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { inferContract } from '../infer/infer-contract.ts';
import { openSource } from '../source/index.ts';
import { sourceOf, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';

const LATIN = Buffer.from('x\ncaf\xe9\n', 'latin1');
const UTF16 = Buffer.from('\ufeffx\na\n', 'utf16le');

async function reportOf(files: Record<string, string | Uint8Array>, contract: object = {}) {
  const { engine, source } = await sourceOf(files);
  const text = JSON.stringify({ 'assay-data': 1, ...contract, columns: { x: { type: 'string' } } });
  return validate(engine, source, parseDataContract(text, 'contract.yml'), { name: 'data' });
}

describe('encoding', () => {
  test('that no byte proves is warned of, until the contract says it; how it was read is in the report', async () => {
    const { findings, outcome, dress } = await reportOf({ 'a.csv': LATIN });
    expect(outcome).toBe('pass');
    expect(findings).toMatchObject([
      { column: null, check: 'encoding', severity: 'warn', expected: 'UTF-8', rows: 1, of: 1, line: 1 },
    ]);
    expect(dress).toEqual({ encodings: ['windows-1252'], separators: [','], decimal: '.' });
    expect((await reportOf({ 'a.csv': LATIN }, { encoding: 'windows-1252' })).findings).toEqual([]);
  });

  test('of JSON Lines is judged too', async () => {
    const lines = Buffer.from('{"x":"\xe9"}\n', 'latin1');
    expect((await reportOf({ 'a.jsonl': lines })).findings).toMatchObject([{ severity: 'warn' }]);
    expect((await reportOf({ 'a.jsonl': lines }, { encoding: 'windows-1252' })).findings).toEqual([]);
    expect(
      (await reportOf({ 'a.jsonl': '{"x":"é"}\n' }, { encoding: 'windows-1252' })).findings,
    ).toMatchObject([{ severity: 'error', check: 'encoding' }]);
  });

  test.each([
    ['utf-8', 'x\né\n', 0],
    ['utf-8', LATIN, 1],
    ['utf-8', UTF16, 1],
    ['utf-16le', UTF16, 0],
    ['windows-1252', 'x\né\n', 1],
  ])('is to be %s, of %j', async (encoding, content, broken) => {
    const { findings } = await reportOf({ 'a.csv': content }, { encoding });
    expect(findings.map(({ check, severity }) => `${severity} ${check}`)).toEqual(
      Array.from({ length: broken }, () => 'error encoding'),
    );
  });

  test('of files that differ in it', async () => {
    const { findings } = await reportOf({ 'a.csv': 'x\né\n', 'b.csv': UTF16 }, { encoding: 'utf-8' });
    expect(findings).toMatchObject([{ observed: 'UTF-8 and UTF-16LE' }]);
  });

  test('is no affair of Parquet, and what is plain leaves no word in the report', async () => {
    const { engine, folder } = await sourceOf({ 'a.csv': 'x\n1\n' });
    await writeParquet(folder, 'a.parquet', "SELECT 'é' AS x");
    const source = await openSource(engine, { path: 'a.parquet', root: folder });
    const contract = parseDataContract(
      '{"assay-data": 1, "encoding": "windows-1252", "columns": {"x": {"type": "string"}}}',
      'contract.yml',
    );
    expect((await validate(engine, source, contract, { name: 'data' })).findings).toEqual([]);
    expect(await reportOf({ 'a.csv': 'x\né\n' })).not.toHaveProperty('dress');
  });

  test('is in a contract that is inferred, which then passes', async () => {
    const { engine, source } = await sourceOf({ 'a.csv': LATIN });
    const { yaml } = await inferContract(engine, source);
    expect(yaml).toContain('encoding: windows-1252 #');
    const { findings } = await validate(engine, source, parseDataContract(yaml, 'c.yml'), { name: 'data' });
    expect(findings).toEqual([]);
  });
});
