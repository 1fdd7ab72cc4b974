import type { LabelAgreement, LabelChanges, SuspectedLabels } from '@assay/contract';
import { reasonInWords } from '@assay/stats';
import { formatCount, formatEstimate } from '../text/number.ts';
import { shortCommit } from '../text/words.ts';
import { rowInWords } from './findings.ts';
import type { Line, Table } from './model.ts';
import { code, joined, line } from './spans.ts';

/** As the limits are written that are usual: 0.667, 0.800. */
export const AGREEMENT_DECIMALS = 3;

const statistics: Record<LabelAgreement['statistic'], string> = {
  'krippendorff-alpha': 'Krippendorff’s alpha',
  'fleiss-kappa': 'Fleiss’ kappa',
  'cohen-kappa': 'Cohen’s kappa',
};

export function agreementTable(name: string, agreement: readonly LabelAgreement[]): Table {
  return table(
    `Agreement of the annotators of ${name}`,
    ['statistic', 'annotators'],
    ['value', 'items'],
    'note',
  )(
    agreement.map((one) => [
      line(`${statistics[one.statistic]}, ${one.scale}`),
      one.pair === undefined
        ? line(formatCount(one.annotators))
        : joined(
            one.pair.map((who) => line(code(who))),
            ', ',
          ),
      line(formatEstimate(one, AGREEMENT_DECIMALS)),
      line(formatCount(one.n)),
      line(one.reason === null ? '' : reasonInWords(one.reason)),
    ]),
  );
}

export function suspectTables(name: string, errors: SuspectedLabels): Table[] {
  const moves = errors['by-class'].map(({ given, suggested, n }) => [
    line(code(given)),
    line(code(suggested)),
    line(formatCount(n)),
  ]);
  const worst = errors.worst.map(({ given, suggested, ...row }) => [
    line(rowInWords(row) ?? '–'),
    label(given),
    label(suggested),
  ]);
  return [
    ...(moves.length === 0
      ? []
      : [table(`Labels of ${name} that a model doubts`, ['given', 'rather'], ['rows'])(moves)]),
    ...(worst.length === 0 ? [] : [table('The most doubted first', ['row', 'given', 'rather'])(worst)]),
  ];
}

export function changeTables(name: string, { base, moves, examples }: LabelChanges): Table[] {
  const told = moves.map(({ from, to, n }) => [label(from), label(to), line(formatCount(n))]);
  const rows = examples.map(({ row, id, from, to }) => [
    line(formatCount(row)),
    id === null ? line('–') : line(code(id)),
    label(from),
    label(to),
  ]);
  return [
    ...(told.length === 0
      ? []
      : [
          table(
            `Labels of ${name} that changed since ${shortCommit(base)}`,
            ['before', 'now'],
            ['rows'],
          )(told),
        ]),
    ...(rows.length === 0 ? [] : [table('The first of them', ['row', 'id', 'before', 'now'])(rows)]),
  ];
}

function label(value: string | null): Line {
  return value === null ? line('–') : line(code(value));
}

/** Columns of text, then of numbers, then one of text. */
function table(caption: string, left: readonly string[], right: readonly string[] = [], last?: string) {
  return (rows: readonly (readonly Line[])[]): Table => ({
    kind: 'table',
    caption,
    columns: [
      ...left.map((title) => ({ title, align: 'left' as const })),
      ...right.map((title) => ({ title, align: 'right' as const })),
      ...(last === undefined ? [] : [{ title: last, align: 'left' as const }]),
    ],
    rows: rows.map((cells) => ({ tone: 'plain', cells })),
  });
}
