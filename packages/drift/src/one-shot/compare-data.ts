import { type DriftFinding, UserError } from '@assay/contract';
import { type Chunk, type Chunking, chunksByValue, chunksOfSize } from '../methods/chunks.ts';
import { columnAt, type DriftColumn } from '../methods/column.ts';
import { driftMethod, measureDrift } from '../methods/measure-drift.ts';
import { keptColumn, type Veiled } from '../profile/veil.ts';
import { eachColumn, type Side } from '../read/groups.ts';
import { MISSING, type Watched } from '../read/watched.ts';
import { compareColumn } from './compare-column.ts';
import { decide, decideMeasured, type Limits, type MeasuredFinding, type Tested } from './decide.ts';
import { type Summary, summaryOf } from './summary.ts';

/** How two data sets are compared once. */
export interface Comparison {
  readonly columns: readonly Watched[];
  /** Ids of methods; none: the tests of {@link compareColumn}. */
  readonly methods: readonly string[];
  readonly chunking: Chunking | null;
  readonly limits: Limits;
  /** Columns whose categories the summaries have as digests. */
  readonly veiled: Veiled;
}

/**
 * Compares every column that both sides have, chunk by chunk where chunks are asked for. A column that the current data lack
 * is drift, however few they are. A method says nothing of a column that it is not for. In the order of the columns.
 *
 * @param reference its data; or summaries, where only those are at hand
 * @throws UserError `trino-unsupported`
 */
export async function compareData(
  reference: Side | ReadonlyMap<string, Summary>,
  current: Side,
  { columns, methods, chunking: wanted, limits, veiled }: Comparison,
): Promise<DriftFinding[]> {
  const tests: Tested[] = [];
  const measured: MeasuredFinding[] = [];
  const summaries = reference instanceof Map ? (reference as ReadonlyMap<string, Summary>) : null;
  const sides = summaries === null ? [current, reference as Side] : [current];
  const present = columns.filter((column) => column.present);
  // No rows make no chunk, and nothing that was looked at is no "no drift": they are one lot that is too small.
  const chunking = current.rows === 0 ? null : wanted;
  // Else texts are counted by value, which is faster.
  const ordered = chunking !== null || methods.some((method) => driftMethod(method).ordered === true);
  if (ordered && sides.some(({ engine }) => !engine.dialect.keepsOrder))
    throw new UserError(
      'trino-unsupported',
      'rows of a table of Trino have no order, which chunks and some methods need',
      {
        fix: 'leave out "chunk-size", "chunk-by" and such methods, or write the rows to a file',
      },
    );
  await eachColumn(sides, present, ordered, (column, [now, before]) => {
    if (now === undefined) return;
    if (methods.length === 0) {
      const stored = summaries?.get(column.name);
      const summary = stored ?? (before && summaryOf(before));
      const seen = stored && now.kind === 'categorical' ? keptColumn(column.name, now, veiled) : now;
      if (summary !== undefined) tests.push(...testsOf(column, summary, seen, chunking));
    } else if (before !== undefined) {
      const fit = methods.filter((method) => driftMethod(method).kinds.includes(column.kind));
      for (const method of fit) measured.push(...measuredBy(method, column, before, now, chunking));
    }
  });
  const place = new Map(columns.map(({ name }, index) => [name, index]));
  const absent = columns.filter((column) => !column.present).map((column) => absence(column, current.rows));
  return [...decide(tests, limits), ...decideMeasured(measured, limits), ...absent].sort(
    (a, b) => (place.get(a.column) ?? 0) - (place.get(b.column) ?? 0),
  );
}

function testsOf(
  column: Watched,
  reference: Summary,
  current: DriftColumn,
  chunking: Chunking | null,
): Tested[] {
  const about = { column: column.name, kind: column.role };
  const rows = current.kind === 'numeric' ? current.values.length : current.codes.length;
  const tests = (chunk: Chunk | null) => {
    const part = chunk === null ? current : columnAt(current, chunk.rows);
    const n = chunk?.rows.length ?? rows;
    return compareColumn(reference, part).map(
      (result): Tested => ({ ...about, chunk: chunk?.name ?? null, n, result }),
    );
  };
  if (chunking === null) return tests(null);
  const chunks = 'size' in chunking ? chunksOfSize(rows, chunking.size) : chunksByValue(chunking.by.current);
  return chunks.flatMap(tests);
}

function measuredBy(
  method: string,
  { name, role }: Watched,
  reference: DriftColumn,
  current: DriftColumn,
  chunking: Chunking | null,
): MeasuredFinding[] {
  return measureDrift(method, reference, current, chunking).map(({ p, ...measured }) => ({
    p,
    finding: { column: name, kind: role, method, ...measured },
  }));
}

function absence({ name, role }: Watched, n: number): DriftFinding {
  return {
    column: name,
    kind: role,
    chunk: null,
    method: 'present',
    value: null,
    threshold: null,
    outcome: 'drift',
    low: null,
    high: null,
    n,
    reason: MISSING,
  };
}
