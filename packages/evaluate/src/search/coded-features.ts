import { type Engine, quoteName } from '@assay/data';
import { binRanges, categories, type SearchColumn } from '@assay/stats';
import { placeIn } from '../predictions/coded-column.ts';
import { type Feature, numberLiteral, numberSql } from './features.ts';

/** The features of all rows, and a number between 0 and 1 by which rows are parted. */
export interface CodedFeatures {
  columns: SearchColumn[];
  /** The same for the same unit and seed, whatever the order of the rows; rows of one unit have the same. */
  lots: Float64Array;
}

/**
 * Reads every feature as cells, in one look at the rows.
 *
 * @param unit column whose rows stay together; without one, every row is its own
 */
export async function codedFeatures(
  engine: Engine,
  relation: string,
  features: readonly Feature[],
  { unit, seed, rows }: { unit: string | undefined; seed: number; rows: number },
): Promise<CodedFeatures> {
  const columns = features.map(
    (feature): SearchColumn => ({
      codes: new Uint8Array(rows),
      cells: cellsOf(feature),
      ranges: rangesOf(feature),
    }),
  );
  const lots = new Float64Array(rows);
  const key = unit === undefined ? 'row_number() OVER ()' : `CAST(${quoteName(unit)} AS VARCHAR)`;
  const lot = `CAST(md5_number_lower(concat('${seed} ', ${key})) >> 11 AS DOUBLE) / ${2 ** 53}`;
  const picked = [lot, ...features.map((feature) => `CAST(${cellOf(feature)} AS DOUBLE)`)];
  let start = 0;
  await engine.streamNumbers(
    `SELECT ${picked.map((sql, i) => `${sql} AS c${i}`).join(', ')} FROM ${relation}`,
    (chunk) => {
      lots.set(chunk.column(0).values.subarray(0, chunk.rows), start);
      columns.forEach(({ codes }, i) => {
        codes.set(chunk.column(i + 1).values.subarray(0, chunk.rows), start);
      });
      start += chunk.rows;
    },
    rows,
  );
  return { columns, lots };
}

/** Categories are followed by a cell of all other values; bins by one of the missing. */
function cellsOf(feature: Feature): number {
  return feature.kind === 'categories' ? feature.values.length + 1 : feature.edges.length + 2;
}

function rangesOf(feature: Feature): SearchColumn['ranges'] {
  if (feature.kind === 'categories') return categories(feature.values.length);
  return binRanges(feature.edges.length + 1, feature.nulls || feature.nans);
}

/** SQL of the cell of a row's value. */
function cellOf(feature: Feature): string {
  if (feature.kind === 'categories') {
    const place = placeIn(`CAST(${quoteName(feature.name)} AS VARCHAR)`, feature.values);
    return `coalesce(${place}, ${feature.values.length + 1}) - 1`;
  }
  const x = numberSql(feature.name);
  const beyond = feature.edges.map((edge) => `CAST(${x} > ${numberLiteral(edge)} AS INTEGER)`);
  return `CASE WHEN ${x} IS NULL OR isnan(${x}) THEN ${feature.edges.length + 1} ELSE ${['0', ...beyond].join(' + ')} END`;
}
