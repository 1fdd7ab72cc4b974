import type { SuspectedLabels } from '@assay/contract';
import { type LabelErrors, labelErrors } from '@assay/stats';
import type { ColumnValues } from '../engine/index.ts';
import { toExample } from './broken-rows.ts';
import type { Checked } from './data-check.ts';
import { type Found, saidOf } from './found.ts';
import { classesOf, type Doubts, readProbabilities } from './labels-probabilities.ts';
import { keyOfRows } from './labels-text.ts';
import { otherColumns } from './other-columns.ts';
import { count, listed, percent, rowsOf } from './words.ts';

const EXAMPLES = 5;
const MOST_MOVES = 20;

interface Answer {
  readonly findings: readonly Found[];
  readonly errors: SuspectedLabels;
}

/** Labels that a model doubts, by confident learning: `labelErrors` of @assay/stats. */
export async function suspectedErrors(checked: Checked, column: string, asked: Doubts): Promise<Answer> {
  const place = ['labels', 'errors'];
  const base = { column, ...saidOf(asked, saidOf(checked.contract.labels)), examples: [], place };
  const { rows } = checked;
  const probabilities = (observed: string, few = rows, of = rows): Found => ({
    ...{ ...base, check: 'labels probabilities', observed, rows: few, of, fraction: of === 0 ? 1 : few / of },
    expected: `probabilities of every class in ${asked.data}, from 0 to 1, which add up to 1`,
    fix: 'predict every row out of sample (cross-validation), and write the probability of each class with the id of the row',
  });
  const none = { rows: 0, without: rows, suspects: null, share: null, 'by-class': [], worst: [] };
  const never = (reason: string): Answer => ({
    findings: [probabilities(reason)],
    errors: { ...none, reason },
  });

  const key = keyOfRows(checked, asked.id);
  if (key === undefined) return never('nothing says by which column a row is found there: name it with `id`');
  const lacking = [column, ...key].find((name) => !checked.readings.has(name));
  if (lacking !== undefined) return never(`no column ${JSON.stringify(lacking)}`);
  const classes = classesOf(asked);
  const other = await checked.open(asked.data, [...place, 'data']);
  const there = otherColumns(
    checked,
    other,
    asked.data,
    [...key, ...classes.columns],
    [...key, ...classes.columns.map(() => '')],
  );
  if (typeof there === 'string') return never(there);
  const read = await readProbabilities(checked, column, key, other, there, classes);
  if (typeof read === 'string') return never(read);

  const findings: Found[] = [];
  const sensitive = checked.hides(column);
  if (read.strangers > 0) {
    const named = sensitive ? '' : `: ${listed(read.strange, EXAMPLES)}`;
    findings.push(
      probabilities(
        `${rowsOf(read.strangers)} with a label of no class that has scores${named}`,
        read.strangers,
        read.labelled,
      ),
    );
  }
  if (read.improper > 0)
    findings.push(
      probabilities(
        `${rowsOf(read.improper)} whose probabilities are no numbers from 0 to 1 that add up to 1`,
        read.improper,
        read.labelled,
      ),
    );
  const without = read.labelled - read.rows.labels.length;
  if (read.rows.labels.length === 0) {
    const reason = `none of ${rowsOf(read.labelled)} with a label has probabilities there`;
    const more = findings.length === 0 && read.labelled > 0 ? [probabilities(reason)] : [];
    return { findings: [...findings, ...more], errors: { ...none, without, reason } };
  }
  const learned = labelErrors(read.rows);
  if (!('suspects' in learned))
    return { findings, errors: { ...none, rows: read.rows.labels.length, without, reason: learned.reason } };
  const errors = errorsOf(
    learned,
    read.rows.labels.length,
    without,
    read.names,
    sensitive ? undefined : classes.names,
  );
  const most = asked['at-most'];
  const { suspects, share } = errors;
  if (most !== undefined && suspects !== null && share !== null && share > most)
    findings.push({
      ...base,
      check: 'labels errors',
      expected: `at most ${percent(most)} of labels suspected`,
      observed: `${count(suspects)} of ${rowsOf(errors.rows)} (${percent(share)})${movesInWords(errors)}${without > 0 ? `; ${rowsOf(without)} without probabilities of use` : ''}`,
      ...{ rows: suspects, of: errors.rows, fraction: share },
      examples: errors.worst.map(({ given, suggested, ...row }) => ({
        ...row,
        value: given === null ? null : `${given}, rather ${suggested}`,
      })),
      fix: 'look at these rows, the first of them first, and correct the labels that are wrong; a model that has seen them in training doubts too few',
      place: [...place, 'at-most'],
    });
  return { findings, errors };
}

/** @param classes names of the classes; `undefined`: they are not shown */
function errorsOf(
  { suspects }: LabelErrors,
  rows: number,
  without: number,
  names: ColumnValues | undefined,
  classes: readonly string[] | undefined,
): SuspectedLabels {
  const moves = new Map<string, { given: string; suggested: string; n: number }>();
  for (const { given, suggested } of classes === undefined ? [] : suspects) {
    const move = moves.get(`${given} ${suggested}`);
    if (move !== undefined) move.n++;
    else
      moves.set(`${given} ${suggested}`, {
        given: classes?.[given] ?? '',
        suggested: classes?.[suggested] ?? '',
        n: 1,
      });
  }
  return {
    ...{ rows, without, suspects: suspects.length, share: suspects.length / rows },
    'by-class': [...moves.values()].sort((a, b) => b.n - a.n).slice(0, MOST_MOVES),
    worst: suspects.slice(0, EXAMPLES).map(({ row, given, suggested }) => {
      const { value: _, ...named } = toExample(names?.values[row], null);
      return { ...named, given: classes?.[given] ?? null, suggested: classes?.[suggested] ?? null };
    }),
    reason: null,
  };
}

/** `: "Cash" rather "Card" 3, …` */
function movesInWords({ 'by-class': moves }: SuspectedLabels): string {
  const told = moves
    .slice(0, 3)
    .map(
      ({ given, suggested, n }) =>
        `${JSON.stringify(given)}, rather ${JSON.stringify(suggested)}: ${count(n)}`,
    );
  return told.length === 0 ? '' : `; ${told.join('; ')}`;
}
