import type { ProfileColumn } from '@assay/contract';
import { escapeHtml } from '../html/escape.ts';
import { formatNumber, formatShare } from '../text/number.ts';
import { visible } from '../text/visible.ts';
import { barTable } from './bar-table.ts';
import { countAndShare, missingOf, quantile, shareOf, shownDistinct, shownFigure } from './figures.ts';
import { histogram } from './histogram.ts';

/** Values that are shown of a column of texts. */
const SHOWN = 8;

/** A column of a data set with as many rows. */
export interface Of {
  readonly column: ProfileColumn;
  readonly rows: number;
}

/** A column by itself: its histogram or its values, and its figures beside the reference's. */
export function columnPart({ column, rows }: Of, reference: Of | null): string {
  const { name, sensitive } = column;
  const type = column.type === 'other' ? column['engine-type'] : column.type;
  const note = sensitive ? '<p class="lead">Sensitive: its values are left out.</p>' : '';
  return `<article class="profiled">
<h3><code><bdi>${escapeHtml(clip(name))}</bdi></code> <span class="type">${escapeHtml(type)}</span></h3>
${note}${histogram(column, reference?.column ?? null)}${values(column, reference)}${figures({ column, rows }, reference)}
</article>`;
}

function values({ name, top, kind, count }: ProfileColumn, reference: Of | null): string {
  if (top === null || kind === 'number' || count === 0) return '';
  const other = reference?.column.top ?? null;
  const before = new Map(other?.values.map((each) => [each.value, each.count]));
  const all = reference?.column.count ?? 0;
  // Where all values are known, one that only the reference has is gone, which is to be seen.
  const gone = (other?.values ?? [])
    .filter(({ value }) => top.missed === 0 && !top.values.some((each) => each.value === value))
    .map(({ value }) => ({ value, count: 0 }));
  const rows = [...top.values, ...gone].slice(0, SHOWN).map((each) => {
    // A value that the reference does not list may occur there all the same, unless all of its values are listed.
    const then = before.get(each.value) ?? (other?.missed === 0 ? 0 : undefined);
    return {
      names: [each.value],
      share: each.count / count,
      reference: then === undefined ? null : shareOf(then, all),
      said: formatShare(each.count / count),
      saidOfReference: then === undefined ? null : formatShare(shareOf(then, all)),
    };
  });
  const caption =
    top.values.length + gone.length > SHOWN || top.rest > 0 ? 'Most frequent values' : 'All values';
  return barTable(
    caption,
    `${caption}: ${clip(name)}`,
    { names: 'value', value: 'share', reference: other && 'reference' },
    rows,
  );
}

type Figure = readonly [title: string, of: (column: ProfileColumn, rows: number) => string | null];

const number = (value: number | null | undefined) =>
  value === undefined || value === null ? null : formatNumber(value);

const FIGURES: readonly Figure[] = [
  ['missing', (column, rows) => countAndShare(missingOf(column), rows)],
  ['of these not a number', ({ nan }, rows) => (nan === 0 ? null : countAndShare(nan, rows))],
  [
    'infinite',
    ({ infinite: { negative, positive } }, rows) =>
      negative + positive === 0 ? null : countAndShare(negative + positive, rows),
  ],
  ['distinct', (column) => shownDistinct(column)],
  ['least', ({ min, kind }) => (min === null ? null : shownFigure(min, kind))],
  ['1 % quantile', (column) => atQuantile(column, 0.01)],
  ['median', (column) => atQuantile(column, 0.5)],
  ['99 % quantile', (column) => atQuantile(column, 0.99)],
  ['greatest', ({ max, kind }) => (max === null ? null : shownFigure(max, kind))],
  ['mean', ({ numbers }) => number(numbers?.mean)],
  ['standard deviation', ({ numbers }) => number(numbers?.sd)],
  ['skewness', ({ numbers }) => number(numbers?.skewness)],
  ['zeros', ({ numbers, count }) => (numbers === null ? null : countAndShare(numbers.zeros, count))],
  ['negative', ({ numbers, count }) => (numbers === null ? null : countAndShare(numbers.negatives, count))],
  ['shortest', ({ lengths }) => number(lengths?.min)],
  ['mean length', ({ lengths }) => number(lengths?.mean)],
  ['longest', ({ lengths }) => number(lengths?.max)],
];

/** Said only where there are some. */
const QUIET = new Set(['zeros', 'negative']);

function atQuantile(column: ProfileColumn, q: number): string | null {
  const value = quantile(column, q);
  return value === null ? null : shownFigure(value, column.kind);
}

function figures({ column, rows }: Of, reference: Of | null): string {
  const body = FIGURES.flatMap(([title, of]) => {
    const shown = of(column, rows);
    const then = reference && of(reference.column, reference.rows);
    if ([shown, then].every((each) => each === null || (each === '0' && QUIET.has(title)))) return [];
    const last = reference === null ? '' : `<td class="right">${escapeHtml(then ?? '–')}</td>`;
    return [
      `<tr><th scope="row">${title}</th><td class="right">${escapeHtml(shown ?? '–')}</td>${last}</tr>`,
    ];
  });
  const head =
    reference === null
      ? ''
      : '<thead><tr><td></td><th scope="col" class="right">these data</th><th scope="col" class="right">reference</th></tr></thead>\n';
  return `<table class="figures">${head}<tbody>\n${body.join('\n')}\n</tbody></table>`;
}

function clip(name: string): string {
  const shown = visible(name);
  return shown.length <= 120 ? shown : `${shown.slice(0, 119).toWellFormed()}…`;
}
