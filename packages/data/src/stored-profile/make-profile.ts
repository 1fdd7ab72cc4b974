import type { DataProfile, ProfileColumn } from '@assay/contract';
import { contractTypeOf, type LogicalType, logicalTypeOf } from '../column/logical-type.ts';
import { readingOf } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, toCount } from '../engine/index.ts';
import { partsOf } from '../engine/parts.ts';
import { firstRowsShow } from '../profile/first-rows.ts';
import type { Arriving } from '../source/arriving.ts';
import type { Source, SourceColumn } from '../source/source.ts';
import { typedColumn } from '../source/typed-column.ts';
import { rowsChanged } from '../source/unchanged.ts';
import { beyondDoubles } from './beyond-doubles.ts';
import { numberFigures, textFigures } from './column-figures.ts';
import { hideValues } from './hide-values.ts';
import { asNumber, readColumns } from './number-column.ts';
import { readTexts, textsTogether } from './text-column.ts';

/** Columns of one scan: what is counted of a column takes up to a MB. */
const COLUMNS_AT_ONCE = 25;

const KINDS: Readonly<Record<LogicalType, ProfileColumn['kind']>> = {
  integer: 'number',
  number: 'number',
  date: 'time',
  timestamp: 'time',
  boolean: 'boolean',
  string: 'text',
  other: 'other',
};

function kindOf(type: string): ProfileColumn['kind'] {
  return KINDS[logicalTypeOf(type)];
}

interface Known {
  readonly column: SourceColumn;
  readonly kind: ProfileColumn['kind'];
  readonly index: number;
}

/**
 * The full profile of data, column by column in their order: the same bytes on every run, as each query has one thread and
 * nothing is drawn by chance.
 *
 * @param of what the data are called, and which columns are sensitive: nothing of those is kept that tells values
 * @throws UserError of the engine; `data-changed`: a table of a server has another number of rows by now
 */
export async function makeProfile(
  engine: Engine,
  source: Source | Arriving,
  of: { readonly name: string; readonly sensitive: ReadonlySet<string> },
): Promise<Omit<DataProfile, 'made-by'>> {
  const rows = toCount((await engine.query(`SELECT count(*) AS n FROM ${source.raw}`))[0]?.['n']);
  const known = source.columns.map((column, index): Known => ({ column, kind: kindOf(column.type), index }));
  const found: ProfileColumn[] = [];
  const numeric = known.filter(({ kind }) => kind === 'number' || kind === 'time');
  const others = known.filter((each) => !numeric.includes(each));
  const { few } = await firstRowsShow(
    engine,
    source,
    others.map(({ index }) => readingOf(source, index)),
    rows,
  );
  const fewPlaces = new Set([...few].map(({ index }) => index));
  const put = ({ column: { name, type }, kind, index }: Known, figures: ReturnType<typeof numberFigures>) => {
    found[index] = {
      ...{ name, type: contractTypeOf(type), 'engine-type': type, kind, sensitive: false },
      ...figures,
    };
  };
  // One scan of numbers at a time: its counting keeps this thread busy, and a scan beside it would only hold more rows.
  for (const group of partsOf(numeric, COLUMNS_AT_ONCE)) {
    const expressions = group.map(({ index, kind }) =>
      kind === 'time' ? source.dialect.seconds(typedColumn(source, index)) : asNumber(source, index),
    );
    const from = source.only(group.map(({ index }) => index));
    const columns = await readColumns(engine, from, expressions, rows);
    for (const [index, column] of columns.entries()) {
      const one = group[index] as Known;
      const figures = numberFigures(column);
      put(one, one.kind === 'time' ? { ...figures, numbers: null, top: null } : figures);
    }
  }
  const texts = textsTogether(
    others.map(({ index }) => index),
    rows,
  );
  await inLanes(
    texts.map((indexes) => async () => {
      const columns = await readTexts(engine, source, indexes, fewPlaces);
      for (const [i, column] of columns.entries()) {
        const one = known[indexes[i] as number] as Known;
        const figures = textFigures(column, rows);
        put(one, one.kind === 'other' ? { ...figures, lengths: null, top: null } : figures);
      }
    }),
  );
  const { digest, rows: later = rows } = 'digested' in source ? await source.digested() : { ...source, rows };
  if (later !== rows) throw rowsChanged();
  const made = {
    assay: 'data-profile/2' as const,
    name: of.name,
    parts: [{ digest, rows }],
    rows,
    columns: await beyondDoubles(engine, source, found),
  };
  return hideValues(made, of.sensitive);
}
