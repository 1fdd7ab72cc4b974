import type { RunRecord } from '@assay/contract';
import { formatCount } from '../text/number.ts';
import { counted } from '../text/words.ts';
import { confidenceOf, intervalWords } from './comparison.ts';
import { type Figure, isCompared, toneOf } from './figures.ts';
import { grownOf } from './grown.ts';
import type { Block, Column, Line, Row, Table } from './model.ts';
import {
  baseCell,
  changeCell,
  comparedCell,
  figureDecimals,
  nameLine,
  thisCell,
} from './sections/metrics.ts';
import { type Slice, slicesOf } from './slices.ts';
import { code, line } from './spans.ts';

/** Rows that a comment and a terminal are given; the HTML report has all. */
const MOST_ROWS = 10;

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

function rowsCell({ candidate, change }: Figure): Line {
  const n = candidate?.n ?? change?.n ?? null;
  return line(n === null ? '–' : formatCount(n));
}

function comparedRowsCell({ change }: Figure): Line {
  return line(change?.n == null ? '–' : formatCount(change.n));
}

/** How "worse" and "better" are told from chance, where many slices are looked at. */
function correction(record: RunRecord, compared: number): string {
  const rate = Number(((1 - (confidenceOf(record) ?? 0.95)) * 100).toFixed(2));
  return `Benjamini-Hochberg over ${counted(compared, 'comparison')}, false discovery rate ${rate} %`;
}

/** Every metric of every slice, those of few rows last. */
export function allSlices(record: RunRecord): Table {
  const figures = slicesOf(record).flatMap((slice) => slice.figures);
  const compared = figures.filter(isCompared).length;
  const base = figures.some(({ change }) => change !== null);
  const interval = intervalWords(record);
  const grown = grownOf(record) !== null;
  return {
    kind: 'table',
    caption:
      compared > 0
        ? `Metrics by slice against the base, largest loss first; colours after correction (${correction(record, compared)})`
        : 'Metrics by slice',
    columns: [
      left('slice'),
      left('metric'),
      ...(grown
        ? [
            right('rows of the base'),
            right('base'),
            right('this, the same rows'),
            right(`change, ${interval}`),
            right('all rows'),
            right(`this, all rows, ${interval}`),
          ]
        : [
            right('rows'),
            ...(base ? [right('base')] : []),
            right(`this, ${interval}`),
            ...(base ? [right(`change, ${interval}`)] : []),
          ]),
    ],
    rows: figures.map((figure): Row => {
      const decimals = figureDecimals(figure);
      return {
        tone: toneOf(figure),
        cells: [
          line(code(figure.slice ?? ''), figure.standing === 'few' ? ' (few rows)' : ''),
          nameLine(figure),
          ...(grown
            ? [
                comparedRowsCell(figure),
                line(baseCell(figure, decimals)),
                line(comparedCell(figure, decimals)),
                line(changeCell(figure, decimals)),
              ]
            : []),
          rowsCell(figure),
          ...(base && !grown ? [line(baseCell(figure, decimals))] : []),
          line(thisCell(figure, decimals)),
          ...(base && !grown ? [line(changeCell(figure, decimals))] : []),
        ],
      };
    }),
  };
}

function movedRow(figure: Figure): Row {
  const decimals = figureDecimals(figure);
  return {
    tone: toneOf(figure),
    cells: [
      line(code(figure.slice ?? '')),
      nameLine(figure),
      line(baseCell(figure, decimals)),
      line(comparedCell(figure, decimals)),
      line(changeCell(figure, decimals)),
    ],
  };
}

/** What got worse or better, one row for each metric of a slice. */
export function movedBlocks(record: RunRecord, slices: readonly Slice[]): Block[] {
  const compared = slices.flatMap(({ figures }) => figures.filter(isCompared)).length;
  if (compared === 0) return [];
  const moved = slices.filter(({ standing }) => standing === 'worse' || standing === 'better');
  const figures = moved.flatMap((slice) =>
    slice.figures.filter(({ standing }) => standing === 'worse' || standing === 'better'),
  );
  const others = slices.filter(({ standing }) => standing === 'same').length;
  const method = correction(record, compared);
  if (figures.length === 0) {
    return [{ kind: 'paragraph', line: line(`no change beyond chance in any slice (${method})`) }];
  }
  const known = grownOf(record) === null ? '' : ' on the rows that the base knew';
  const table: Table = {
    kind: 'table',
    caption: `Slices that got worse or better${known}, largest loss first (${method})`,
    columns: [
      left('slice'),
      left('metric'),
      right('base'),
      { ...right('this'), spare: true },
      right(`change, ${intervalWords(record)}`),
    ],
    rows: figures.slice(0, MOST_ROWS).map(movedRow),
  };
  const more = figures.length - table.rows.length;
  const rest = [
    ...(more > 0 ? [`${formatCount(more)} more such rows are in the HTML report`] : []),
    ...(others > 0 ? [`no change beyond chance in ${counted(others, 'other slice')}`] : []),
  ];
  return [
    table,
    ...(rest.length === 0 ? [] : [{ kind: 'paragraph' as const, line: line(rest.join(' · ')) }]),
  ];
}

/** Without a base: the first metric that slices have a value of, worst slice first. */
export function worstFirst(slices: readonly Slice[]): Figure[] {
  const figures = slices.flatMap((slice) =>
    slice.figures.filter(({ candidate }) => candidate?.value != null),
  );
  const [first] = figures;
  return figures.filter(({ metric }) => metric === first?.metric).sort((a, b) => goodness(a) - goodness(b));
}

function goodness({ candidate, direction }: Figure): number {
  return (candidate?.value ?? 0) * (direction === 'lower' ? -1 : 1);
}

/** That metric by slice, as far as a comment has room. */
export function levelTable(record: RunRecord, slices: readonly Slice[]): Table[] {
  const figures = worstFirst(slices);
  const [worst] = figures;
  if (worst === undefined) return [];
  const first =
    figures.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${formatCount(figures.length)}` : '';
  return [
    {
      kind: 'table',
      caption: `Slices by ${worst.metric}, worst first${first}`,
      columns: [left('slice'), right('rows'), right(`${worst.metric}, ${intervalWords(record)}`)],
      rows: figures.slice(0, MOST_ROWS).map((figure) => ({
        tone: 'plain',
        cells: [
          line(code(figure.slice ?? '')),
          rowsCell(figure),
          line(thisCell(figure, figureDecimals(figure))),
        ],
      })),
    },
  ];
}
