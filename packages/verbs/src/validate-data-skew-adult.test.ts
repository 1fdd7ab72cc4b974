import { join } from 'node:path';
import { type Engine, openEngine, quoteName, quoteText } from '@assay/data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Project, project } from './testing/project.ts';

const ADULT = join(import.meta.dirname, '../../../test/data/adult.parquet');
/** A third of the rows. */
const WOMEN = `"sex" = 'Female'`;

/** What becomes of a column in one group of the rows. */
const SHIFTS: readonly (readonly [column: string, where: string, value: string])[] = [
  ['age', WOMEN, '"age" + 10'],
  ['fnlwgt', `"race" <> 'White'`, '"fnlwgt" * 10'],
  ['education-num', WOMEN, '"education-num" - 2'],
  ['capital-gain', WOMEN, '1000'],
  ['capital-loss', `"class" = '>50K'`, '"capital-loss" + 1'],
  ['hours-per-week', `"workclass" = 'Private'`, '"hours-per-week" * 1.1'],
  ['workclass', WOMEN, `'Private'`],
  ['education', WOMEN, `'Bachelors'`],
  ['marital-status', `"class" = '<=50K'`, `'Divorced'`],
  ['occupation', WOMEN, 'NULL'],
  ['relationship', WOMEN, `'Unmarried'`],
  ['race', WOMEN, `'Amer-Indian'`],
  ['sex', `"relationship" = 'Not-in-family'`, `'Male'`],
  ['native-country', `"race" <> 'White'`, `'Elsewhere'`],
  ['class', WOMEN, `'>50K'`],
];

/** Rows at odd places of adult.parquet, or at even ones, as Parquet; one column with another value in some of them. */
async function write(
  engine: Engine,
  to: string,
  place: 0 | 1,
  shift?: (typeof SHIFTS)[number],
): Promise<void> {
  const [column = '', where = '', value = ''] = shift ?? [];
  const name = quoteName(column);
  const replaced =
    shift === undefined ? '' : ` REPLACE (CASE WHEN ${where} THEN ${value} ELSE ${name} END AS ${name})`;
  const rows = `SELECT * EXCLUDE (file_row_number)${replaced} FROM read_parquet(${quoteText(ADULT)}, file_row_number = true) WHERE file_row_number % 2 = ${place}`;
  await engine.query(`COPY (${rows}) TO ${quoteText(to)} (FORMAT parquet)`);
}

describe('of adult.parquet, one column shifted in one group of the rows', () => {
  let here: Project;
  let engine: Engine;
  beforeAll(async () => {
    here = await project({});
    const folder = here.repository.path;
    engine = openEngine({
      duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
      folders: [folder, join(ADULT, '..')],
    });
    await write(engine, join(folder, 'before.parquet'), 0);
  });
  afterAll(() => engine.close());

  async function skewed(shift?: (typeof SHIFTS)[number]): Promise<unknown> {
    await write(engine, join(here.repository.path, 'now.parquet'), 1, shift);
    const { document } = await here.run('validate-data', {
      data: 'now.parquet',
      reference: 'before.parquet',
    });
    const { findings } = document as { findings: { column: string; check: string }[] };
    return [...new Set(findings.map(({ column, check }) => `${column} ${check}`))];
  }

  test.each(SHIFTS)('%s where %s: skew names it, and only it', async (...shift) => {
    expect(await skewed(shift)).toEqual([`${shift[0]} skew`]);
  });

  test('nothing shifted, and a shift under the margin: skew names none', async () => {
    expect(await skewed()).toEqual([]);
    // 470 of 24,421 rows, 1.9 %, at most that much of any distribution.
    expect(await skewed(['age', `"race" = 'Amer-Indian-Eskimo' OR "race" = 'Other'`, '"age" + 40'])).toEqual(
      [],
    );
  });
});
