import { markdownTable } from 'markdown-table';
import { RULES } from './daily-rules.ts';
import { COLUMNS, type Outcome, REFERENCE_ROWS } from './scenarios.ts';

export interface Measured {
  readonly seed: number;
  readonly harmless: readonly Outcome[];
  readonly harmful: readonly Outcome[];
  readonly categories: readonly { categories: number; flagged: number; columns: number }[];
  readonly metrics: readonly {
    before: number;
    streams: number;
    shift: number;
    found: readonly (number | null)[];
  }[];
}

/** The page of the documentation. */
export function falseAlarmsPage(measured: Measured): string {
  return `# False alarms

What a scheduled drift check raises when nothing has changed, and how soon it sees what has. Measured, not promised:

\`\`\`bash
node scripts/false-alarms/main.ts     # seed ${measured.seed}; writes this page, in some minutes
\`\`\`

${COLUMNS} numeric columns (normal, independent), a reference of ${group(REFERENCE_ROWS)} rows, one batch a day, and a monitor with its
defaults: \`margin: 0.05\`, \`false-alarms: 0.1\`, \`patience: 365\`. Its promise: of what it flags within 365
checks, at most the share 0.1 is wrong in expectation; where nothing is beyond the margin, any alarm at all in 365 checks has
a probability of at most 0.1.

Beside it, on the same rows, rules that judge each day by itself:

- **KS, p < 0.05**: a two-sample Kolmogorov-Smirnov test of each column.
- **Evidently**: its default for a number where the reference has more than 1,000 rows: Wasserstein's distance in standard
  deviations of the reference, at least 0.1.
- **NannyML**: Jensen-Shannon distance above the mean plus three standard deviations of the reference's own chunks, of a
  batch's size.

These need every single value, so for some streams they judged only the first of the ${COLUMNS} columns; the table says how many,
and nothing is scaled up.

## When nothing has changed, or nothing that matters

For the monitor: columns flagged on any day. For the daily rules: alarms, one a column and day, and days with at least one.

${harmlessTable(measured.harmless)}

A fixed p-value raises one alarm in twenty where there is nothing, and finds ever smaller differences the more rows there are.
A fixed distance is rarely reached by chance in large batches, and mostly in small ones. A threshold learned from the reference
knows how far chance goes at this size, but three standard deviations are passed now and then, and there are many columns and
days; with many rows it finds the smallest differences too. A change at the margin itself is for the user to call harmless:
these rules do not ask, and a monitor with a smaller \`margin\` raises an alarm there.

## When something has changed

Median days until the alarm. The monitor holds evidence against its budget for all ${COLUMNS} columns, so it sees a change sooner where
more columns change: *one* is the only one that does, *30* are a tenth of all. The daily rules judged those 30.

${harmfulTable(measured.harmful)}

Where a rule raises alarms daily without any change, its day 1 says little. A dash: not by half of the columns within the time
simulated.

## Categories

No change, 1,000 rows a day for 365 days; the k-th category has a share proportional to 1 / k.

${markdownTable(
  [
    ['categories', 'columns', 'flagged'],
    ...measured.categories.map(({ categories, columns, flagged }) => [
      group(categories),
      `${columns}`,
      `${flagged}`,
    ]),
  ],
  { align: 'r' },
)}

## Metrics

A metric (the number of rows, a live accuracy) is one number a day, ranked among those before it. A history of N days cannot
speak louder than √(N + 1) / 2 in one day, so a young monitor that watches much needs time. 300 metrics each; normal numbers, of
which the first days are as they should be.

${metricsTable(measured.metrics)}
`;
}

function harmlessTable(outcomes: readonly Outcome[]): string {
  const head = ['change', 'rows a day', 'days', 'monitor', 'columns judged daily', ...RULES];
  const rows = outcomes.map(({ scenario, monitor, rules }) => [
    scenario.name,
    group(scenario.rows),
    `${scenario.days}`,
    `${monitor.flagged.filter((day) => day !== null).length} of ${COLUMNS}`,
    `${scenario.judged}`,
    ...RULES.map((rule) => {
      const { alarms, days } = rules.raised[rule];
      return alarms === 0 ? '0' : `${group(alarms)} on ${days.size} days`;
    }),
  ]);
  return markdownTable([head, ...rows], { align: ['l', ...head.slice(1).map(() => 'r')] });
}

function harmfulTable(outcomes: readonly Outcome[]): string {
  const head = ['change', 'rows a day', 'monitor, one', 'monitor, 30', ...RULES];
  const rows = outcomes.map(({ scenario, monitor, rules }) => {
    const columns = scenario.shifted ?? COLUMNS;
    return [
      scenario.name,
      group(scenario.rows),
      medianDay(monitor.flaggedAlone.slice(0, columns)),
      medianDay(monitor.flagged.slice(0, columns)),
      ...RULES.map((rule) =>
        medianDay(Array.from({ length: scenario.judged }, (_, i) => rules.raised[rule].first.get(i) ?? null)),
      ),
    ];
  });
  return markdownTable([head, ...rows], { align: ['l', ...head.slice(1).map(() => 'r')] });
}

function metricsTable(rows: Measured['metrics']): string {
  return markdownTable(
    [
      ['days before', 'change', 'watched in all', 'flagged within 365 days', 'median days'],
      ...rows.map(({ before, shift, streams, found }) => [
        `${before}`,
        shift === 0 ? 'none' : `${shift} σ`,
        `${streams}`,
        `${found.filter((day) => day !== null).length} of ${found.length}`,
        shift === 0 ? '' : medianDay(found),
      ]),
    ],
    { align: 'r' },
  );
}

/** The day by which half of them were flagged. */
function medianDay(days: readonly (number | null)[]): string {
  const sorted = days.map((day) => day ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const median = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.POSITIVE_INFINITY;
  return median === Number.POSITIVE_INFINITY ? '–' : `${median}`;
}

function group(count: number): string {
  return count.toLocaleString('en-US');
}
