import type { RunRecord, SliceSearch } from '@assay/contract';
import {
  decimalsFor,
  fixed,
  formatCount,
  formatEstimate,
  formatProbability,
  halfWidth,
} from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import { intervalWords } from '../comparison.ts';
import type { Column, Line, Section, Table } from '../model.ts';
import { code, line } from '../spans.ts';

/** What a search for the worst slices has found, or what it would have. */
export function foundSection(record: RunRecord): Section | null {
  const search = record.evaluation?.search;
  if (search === undefined) return null;
  const [first] = search.slices;
  return {
    id: 'found',
    title: 'worst slices found',
    summary:
      first === undefined
        ? line(nothing(search))
        : line(code(first.rule), `, ${beside(search, first)}`, more(search)),
    tone: first === undefined ? 'plain' : 'warning',
    open: first !== undefined,
    blocks: [
      ...(first === undefined ? [] : [foundTable(record, search)]),
      { kind: 'paragraph', line: howFound(search) },
    ],
  };
}

type Found = SliceSearch['slices'][number];

function beside({ metric }: SliceSearch, { value, rest, low, high }: Found): string {
  const decimals = decimalsFor([value, rest], halfWidth({ low, high }));
  return `${metric} ${fixed(value, decimals)} beside ${fixed(rest, decimals)}`;
}

function more({ slices }: SliceSearch): string {
  return slices.length === 1 ? '' : ` · ${counted(slices.length - 1, 'more', 'more')}`;
}

function nothing({ columns, metric, detectable }: SliceSearch): string {
  if (columns === 0) return 'no columns to search: write the features beside the predictions';
  const seen =
    detectable === null
      ? ''
      : `; one of a tenth of the rows would be found about 8 times of 10 if its ${metric} were ${formatEstimate({ value: detectable, low: null, high: null })} worse`;
  return `no slice stands out in ${counted(columns, 'column')}${seen}`;
}

function howFound({ searched, confirming, candidates, proposed }: SliceSearch): Line {
  return line(
    `searched ${counted(candidates, 'slice')} of one or two conditions on ${counted(searched, 'row')}; all figures are of the ${formatCount(confirming)} others, p one-sided after Holm’s correction for ${counted(proposed, 'slice')} tested`,
  );
}

function foundTable(record: RunRecord, search: SliceSearch): Table {
  const right = (title: string): Column => ({ title, align: 'right' });
  return {
    kind: 'table',
    caption: `Slices where ${search.metric} is worst, what explains most first`,
    columns: [
      { title: 'slice', align: 'left' },
      right('rows'),
      right(`${search.metric}, ${intervalWords(record)}`),
      right('other rows'),
      right('p'),
      { title: 'predicate', align: 'left', spare: true },
    ],
    rows: search.slices.map((found) => {
      const { rule, where, n, value, rest, low, high, p } = found;
      const decimals = decimalsFor([value, rest], halfWidth({ low, high }));
      return {
        tone: 'warning',
        cells: [
          line(code(rule)),
          line(formatCount(n)),
          line(formatEstimate({ value, low, high }, decimals)),
          line(fixed(rest, decimals)),
          line(formatProbability(p)),
          line(code(where)),
        ],
      };
    }),
  };
}
