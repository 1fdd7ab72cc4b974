import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnFindings, findingsOf } from '../temporary-data.ts';

/** CSV fields in quotes, as they are. */
const quoted = (values: readonly string[]) => values.map((value) => `"${value.replaceAll('"', '""')}"`);

/** The values that a rule finds. */
async function found(rule: object, values: readonly string[]) {
  const { findings } = await columnFindings(rule, ...quoted(values));
  return findings.flatMap(({ examples }) => examples.map(({ value }) => value));
}

describe('forms of texts', () => {
  test.each([
    [
      'uuid',
      ['123e4567-e89b-12d3-a456-426614174000', '123E4567-E89B-12D3-A456-426614174000'],
      [
        '123e4567e89b12d3a456426614174000',
        '123e4567-e89b-12d3-a456-42661417400',
        ' 123e4567-e89b-12d3-a456-426614174000',
      ],
    ],
    [
      'email',
      ['a@b.co', 'first.last+tag@sub.example.org', 'grüße@müller.example', "o'neil@example.com"],
      ['a@b', 'a b@c.de', '@c.de', 'a@-b.de', 'a@b..de'],
    ],
    [
      'url',
      [
        'http://a',
        'https://example.org/x?y=1#z',
        'HTTPS://EXAMPLE.org:8080',
        'http://[::1]/',
        'https://müller.example/ä',
      ],
      ['example.org', 'ftp://a', 'http://', 'http://a b', 'javascript:alert(1)'],
    ],
  ])('%s', async (type, good, bad) => {
    expect(await found({ type }, [...good, ...bad])).toEqual(bad);
  });

  test('a moment needs its zone', async () => {
    const good = [
      '2026-01-31T10:00:00Z',
      '2026-01-31 10:00:00+02:00',
      '1850-01-01T00:00:00-0130',
      '2026-01-31T10:00+02',
    ];
    const bad = ['2026-01-31T10:00:00', '2026-02-30T10:00:00Z', '2026-01-31 10:00 Europe/Berlin', 'Z'];
    expect(await found({ type: 'timestamp-with-zone' }, [...good, ...bad])).toEqual(bad);
    // 00:30 in the zone is 22:30 of the day before in UTC.
    const range = { min: '2026-01-31T00:00:00Z' };
    expect(await found({ type: 'timestamp-with-zone', range }, ['2026-01-31T00:30:00+02:00'])).toHaveLength(
      1,
    );
    expect(await found({ type: 'timestamp-with-zone', range }, ['2026-01-31T02:30:00+02:00'])).toEqual([]);
  });

  test('a category has at most 1,000 values', async () => {
    const values = Array.from({ length: 1001 }, (_, i) => `v${i}`);
    expect((await columnFindings({ type: 'category' }, ...values.slice(1))).findings).toEqual([]);
    expect((await columnFindings({ type: 'category' }, ...values)).findings).toMatchObject([
      { check: 'category', observed: '1,001 values', rows: 1001, of: 1001 },
    ]);
  });

  test('a tolerance, in words', async () => {
    const rule = { type: 'email', tolerance: '50 %' };
    expect((await columnFindings(rule, 'a@b.co', 'x')).findings).toEqual([]);
    expect((await columnFindings(rule, 'a@b.co', 'x', 'y')).findings).toMatchObject([
      { expected: 'an e-mail address, at most 50 % of rows not', rows: 2, of: 3 },
    ]);
  });
});

describe('length', () => {
  test('in characters, both ends allowed', async () => {
    const rule = { type: 'string', length: { min: 2, max: 3 } };
    expect(await found(rule, ['ab', 'abc', 'äöü', '日本', 'a', 'abcd', '😀'])).toEqual(['a', 'abcd', '😀']);
    expect((await columnFindings(rule, 'a')).findings).toMatchObject([
      { check: 'length', expected: '2 to 3 characters', observed: '1 row of 1 (100 %): "a" (1)' },
    ]);
  });
});

describe('pattern', () => {
  test('matches the whole text', async () => {
    const rule = { type: 'string', pattern: '[A-Z]{2}\\d+' };
    expect(await found(rule, ['AB1', 'XY007', 'AB', 'xAB1', 'AB1 '])).toEqual(['AB', 'xAB1', 'AB1 ']);
  });

  // Tried step by step, this pattern would take as many steps as there are subsets of the letters.
  test('ends, whatever it is', async () => {
    const rule = { type: 'string', pattern: '(a+)+$' };
    expect(await found(rule, [`${'a'.repeat(50_000)}b`, 'aaa'])).toHaveLength(1);
  });

  test('one that the engine cannot read is a mistake in the contract, before any row is read', async () => {
    await expect(columnFindings({ type: 'string', pattern: '(' }, 'a')).rejects.toMatchObject({
      code: 'contract-pattern',
      message: expect.stringContaining('contract.yml:1:'),
    });
    await expect(columnFindings({ type: 'string', pattern: '(?=a)' }, 'a')).rejects.toMatchObject({
      code: 'contract-pattern',
    });
  });
});

describe('allowed and forbidden', () => {
  test('forbidden values, of each type', async () => {
    expect(await found({ type: 'integer', forbidden: [-1, '9999'] }, ['-1', '0', '9999.0'])).toEqual([
      '-1',
      '9999.0',
    ]);
    expect(await found({ type: 'string', forbidden: ['N/A', ''] }, ['N/A', 'n/a'])).toEqual(['N/A']);
    expect(await found({ type: 'date', forbidden: ['1900-01-01'] }, ['1900-01-01', '1899-12-31'])).toEqual([
      '1900-01-01',
    ]);
  });

  test('each may say how bad it is, why, and whom to ask', async () => {
    const said = { severity: 'warn', reason: 'the meter writes it', owner: '@meters', 'at-most': '0.1 %' };
    const { findings, outcome } = await columnFindings(
      { type: 'integer', forbidden: { values: [7], ...said } },
      7,
      8,
    );
    expect(outcome).toBe('pass');
    expect(findings).toMatchObject([
      {
        check: 'forbidden',
        severity: 'warn',
        reason: 'the meter writes it',
        owner: '@meters',
        expected: 'none of 7, at most 0.1 % of rows such',
        rows: 1,
        of: 2,
        fix: expect.any(String),
      },
    ]);
  });

  test('a value is allowed, or forbidden by the same list: never both, never neither', async () => {
    const word = fc.constantFrom('a', 'b', "c'", '"d"', '😀', 'e.f', '$1');
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.uniqueArray(word, { minLength: 1 }),
        async (values, list) => {
          const csv = `x\n${quoted(values).join('\n')}\n`;
          const rowsOf = async (key: string) => {
            const contract = { columns: { x: { type: 'string', [key]: list } } };
            return (await findingsOf(csv, contract)).findings[0]?.rows ?? 0;
          };
          expect((await rowsOf('allowed')) + (await rowsOf('forbidden'))).toBe(values.length);
        },
      ),
      { numRuns: 15 },
    );
  });
});
