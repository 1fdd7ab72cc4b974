import type { ProfileColumn } from '@assay/contract';
import { escapeHtml } from '../html/escape.ts';
import { htmlPage } from '../html/page.ts';
import { fixed, formatCount, formatShare } from '../text/number.ts';
import { counted } from '../text/words.ts';
import { barTable } from './bar-table.ts';
import { columnPart } from './column-part.ts';
import { countAndShare, missingOf, shareOf } from './figures.ts';
import type { ProfileFacts } from './model.ts';

/** The profile of data as one HTML file that opens offline, beside that of the reference where there is one. */
export function renderProfile(facts: ProfileFacts): string {
  const { profile, reference } = facts;
  const { name, rows, columns } = profile;
  const sections = [
    { id: 'missing', title: 'Missing values', html: missing(facts) },
    { id: 'columns', title: 'Columns', html: columnParts(facts) },
    ...associated(facts),
  ];
  const contents = sections.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`).join('');
  const beside =
    reference === null
      ? ''
      : ` · beside the reference ${reference.name} of ${counted(reference.rows, 'row')}`;
  const summary = `${counted(rows, 'row')} · ${counted(columns.length, 'column')}${beside}`;
  return htmlPage({
    title: `${name}: profile`,
    header: `<header class="verdict"><div><h1>${escapeHtml(name)}</h1>\n<p class="commits">${escapeHtml(summary)}</p></div></header>\n<nav aria-label="contents"><ul>${contents}</ul></nav>`,
    main: sections
      .map(
        ({ id, title, html }) =>
          `<section class="${id}" aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${html}\n</section>`,
      )
      .join('\n'),
    footer: `Made by Assay ${profile['made-by'].assay} with ${profile['made-by'].engine}.`,
  });
}

/** The same column of the reference. */
function before({ reference }: ProfileFacts, name: string): ProfileColumn | null {
  return reference?.columns.find((column) => column.name === name) ?? null;
}

function missing(facts: ProfileFacts): string {
  const { profile, reference } = facts;
  const rows = profile.columns
    .map((column) => {
      const then = before(facts, column.name);
      const [now, past] = [missingOf(column), then === null ? null : missingOf(then)];
      return {
        names: [column.name],
        share: shareOf(now, profile.rows),
        reference: past === null ? null : shareOf(past, reference?.rows ?? 0),
        // Beside a reference of other size only shares compare, and there is room for no more on a telephone.
        said: reference === null ? countAndShare(now, profile.rows) : formatShare(shareOf(now, profile.rows)),
        saidOfReference: past === null ? null : formatShare(shareOf(past, reference?.rows ?? 0)),
      };
    })
    .filter(({ share, reference: past }) => share > 0 || (past ?? 0) > 0)
    .sort((a, b) => b.share - a.share);
  if (rows.length === 0) return '<p>No value is missing.</p>';
  const titles = { names: 'column', value: 'missing', reference: reference && 'reference' };
  const caption = 'Rows without a value, by column';
  return barTable(caption, caption, titles, rows, 'bad');
}

function columnParts(facts: ProfileFacts): string {
  const { profile, reference } = facts;
  const gone =
    reference?.columns.filter(({ name }) => !profile.columns.some((column) => column.name === name)) ?? [];
  const names = gone.map(({ name }) => `<code><bdi>${escapeHtml(name)}</bdi></code>`);
  const lost = gone.length === 0 ? '' : `<p>Only in the reference: ${names.join(', ')}.</p>\n`;
  const legend = reference === null ? '' : '<p class="lead">Bars are these data, lines the reference.</p>\n';
  const parts = profile.columns.map((column) => {
    const then = before(facts, column.name);
    return columnPart(
      { column, rows: profile.rows },
      then === null ? null : { column: then, rows: reference?.rows ?? 0 },
    );
  });
  const inexact = Math.max(0, ...profile.columns.map((column) => column['rank-error'] ?? 0));
  const stated =
    inexact === 0
      ? ''
      : `\n<p class="lead">Of columns with more than 512 different values, the rank of a quantile is off by at most ${formatShare(inexact)} of the values.</p>`;
  return `${lost}${legend}<div class="columns-grid">\n${parts.join('\n')}\n</div>${stated}`;
}

/** Pairs that are shown of a kind. */
const PAIRS = 12;

function associated({ associations, profile }: ProfileFacts): { id: string; title: string; html: string }[] {
  if (associations === null) return [];
  const { numbers, categories, rows } = associations;
  const table = (caption: string, measure: string, pairs: typeof numbers) =>
    pairs.length === 0
      ? ''
      : barTable(
          caption,
          caption,
          { names: 'columns', value: measure, reference: null },
          pairs.slice(0, PAIRS).map(({ columns, value }) => ({
            names: columns,
            share: Math.abs(value),
            reference: null,
            said: fixed(value, 3),
            saidOfReference: null,
          })),
        );
  const tables = [
    table('Numbers, strongest first', "Pearson's r", numbers),
    table('Categories, strongest first', "Cramér's V", categories),
  ].join('\n');
  if (tables.trim() === '') return [];
  const of =
    rows < profile.rows ? `<p class="lead">Of ${formatCount(rows)} rows chosen at random.</p>\n` : '';
  return [{ id: 'associations', title: 'Which columns go together', html: `${of}${tables}` }];
}
