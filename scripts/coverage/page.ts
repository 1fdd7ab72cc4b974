import { markdownTable } from 'markdown-table';
import { failureRates } from './failure-rates.ts';
import type { Kind, Measured } from './simulate.ts';
import { outside, summary, triedTable } from './summary.ts';
import type { World } from './world.ts';

const SIZES = [30, 200, 1000, 5000];

const kindWords: Readonly<Record<Kind, string>> = {
  single: 'One model',
  clustered: 'One model, rows in clusters (`group`)',
  paired: 'The change between two models on the same rows',
  'paired-clustered': 'The change between two models on the same rows, in clusters (`group`)',
};

/** The page of the documentation. */
export function coveragePage(
  measured: readonly Measured[],
  { seed, truth, worlds }: { seed: number; truth: number; worlds: readonly World[] },
): string {
  const usual = measured.filter(({ tried }) => tried === null);
  const parts = worlds.map((world) =>
    worldPart(
      world,
      usual.filter((one) => one.world === world.name),
      usual,
    ),
  );
  return `# What intervals cover

An interval of 95 % promises to hold the true value in 95 of 100 evaluation sets. Here sets are drawn from worlds of which the truth
is known, and it is counted how often it does.

\`\`\`bash
node scripts/coverage/main.ts                 # seed ${seed}; measures all, half an hour of one processor, and writes this page
node scripts/coverage/main.ts binary tried    # these parts alone
\`\`\`

Each cell is the percentage of sets whose interval holds the truth, then (of sets for which the truth lies below it / above it), and the
mean width. ${repetitionsInWords(usual)} A bold cell is outside 93.5 to 96.5 % by more than chance: by two standard errors. "none" is
the share of sets too poor for an interval (of one class, say), which are left out. Replicates are 199 (99 at 5,000), of which the ends
are expected to lie where those of 1,000 do. The truth is arithmetic or a sample of ${(truth / 1e6).toLocaleString('en')} million. Clusters have 1 to 7 rows, 4 on average,
that correlate by 0.3. A dash was not measured. From 2,000 rows on intervals
are from derivatives and cells, of fewer from rows: [standard-errors.md](standard-errors.md) has both side by side.

${summary(usual)}

## What was tried

${triedTable(measured.filter(({ tried }) => tried !== null))}

In brackets the sets for which the truth lies below / above the interval: where these are not alike, a gate passes or fails falsely more often than it says.

- **Percentiles** hold whatever scale a metric is put on: a logarithm or Fisher's z changes nothing about them. Their levels are those of
  Student's distribution with n − 1 degrees of freedom (of clusters, their number − 1), and the k-th of B replicates has rank k/(B + 1).
- **Symmetric**: the estimate plus and minus Student's number of standard deviations of its replicates. Areas (\`roc_auc\`, \`average_precision\` and
  their means over classes) are so on the logit scale, shares of variance (\`r2\`, \`explained_variance\`) on their own: their percentiles lie to one side.
- **Reflected, by ratios**: means of squares (\`mse\`, \`rmse\`, \`rmsle\`) are skewed, and percentiles too low; turned round the estimate on a logarithm's
  scale they hold more. Of \`rmsle\` most lies in few rows, those with predictions near −1: it is marked as approximate.
- **BCa** (\`interval: bca\`) covers much what percentiles do, and it asks for the metric without each row. It is for those
  who need it to agree with another tool.
- **Reflected**: a distance (calibration errors, \`ks\`) comes out too high, and its replicates are higher still by as much. So their interval is
  turned round the estimate. It still falls short, so these are marked as approximate: \`≈\` in reports, \`approximate\` in records, and a
  line in \`assay explain\`. The gate holds them like any other. Their changes between two models are wider than they need be.
- **Fewer than 30 rows** were not simulated: of so few all intervals but Wilson's and Newcombe's are marked as approximate.
- \`max_error\` has no method: the largest error of some rows says little of the largest there is. Its interval is a range of what other such sets
  of rows would show, if that; it is marked as approximate.
- **Differences between groups** are the largest of several: the interval is made of theirs. It holds the truth at least as often as it says; where
  groups are nearly alike, more often: of rates of the labelled rows, which are few (equal opportunity, equalised odds), up to 99 %, and these are marked
  as approximate, as are all changes of such differences between two models.
- **Changes of quantiles** (\`median_ae\`, \`error_quantile\`, a median or a quantile in SQL): a sample with rows that are drawn twice jumps from one of few
  values to another, more than a new sample would, and the more alike two models are the more that is of what differs. They are too wide, and marked as approximate.
- **Changes of a share of few rows or queries** (\`recall\` of one of many labels, \`hit_rate\`) have Newcombe's paired interval, which holds more than it says where
  few rows differ; percentiles hold too little. \`f_beta\` of one class falls short on clustered rows. These are marked as approximate.
- \`quantile_crossing\` is rare: of few rows the steps of its Wilson interval are coarse, as below for behavioural tests. It is marked as approximate.
- **The area under the ROC curve** is symmetric on the logit scale. DeLong's own interval lies too high: a floor of 0.85 let 4.3 %
  of models at the limit pass with 200 rows, where 2.5 % are promised; [what it lets pass now](gate-errors.md).
- **Squared errors with heavy tails** (below, \`heavy-errors\`) and averages of other skewed numbers need more rows than others.
- **Few rows**: a change between two models on 30 rows rests on the few that differ, and its bootstrap covers as little as 74 %.
  The gate leaves out slices of fewer than 30 rows.
- A share of queries that is 0 or 1 (\`hit_rate\`, \`pass\`) has Wilson's interval, so that 30 of 30 is no certainty.

${parts.join('\n\n')}

## Behavioural tests

Wilson's interval of the share of tests that fail. Not simulated: these are sums over all numbers of failures. With few failures the steps
from one number to the next are coarse, and the coverage goes up and down with the rate.

${failureTable()}
`;
}

function worldPart(
  { name, how, counts }: World,
  lines: readonly Measured[],
  all: readonly Measured[],
): string {
  const tables = (Object.keys(kindWords) as Kind[]).map((kind) => {
    const own = lines.filter((one) => one.kind === kind);
    return own.length === 0 ? '' : `**${kindWords[kind]}**\n\n${table(own)}\n${otherSets(own, all)}`;
  });
  const unit = counts === undefined ? '' : ` n counts ${counts}.`;
  return `## ${name}\n\n${how}${unit}\n\n${tables.filter(Boolean).join('\n')}`;
}

function table(lines: readonly Measured[]): string {
  const metrics = [...new Set(lines.map(({ metric }) => metric))];
  const rows = metrics.map((metric) => {
    const own = lines.filter((one) => one.metric === metric);
    const methods = own.find(({ n }) => n === 1000)?.methods ?? own.at(-1)?.methods ?? [];
    const sign = own.some(({ approximate }) => approximate) ? ' ≈' : '';
    return [
      `\`${metric}\`${sign}`,
      methods.join(', '),
      ...SIZES.map((n) => cell(own.find((one) => one.n === n))),
    ];
  });
  return markdownTable([['metric', 'method', ...sizeWords()], ...rows], {
    align: ['l', 'l', ...SIZES.map(() => 'r')],
  });
}

function cell(one: Measured | undefined): string {
  if (one === undefined) return '–';
  const sets = one.repetitions - one.none;
  if (sets === 0) return 'none';
  const share = (count: number) => ((100 * count) / sets).toFixed(1);
  const held = outside(one) === null ? share(one.held) : `**${share(one.held)}**`;
  const none = one.none === 0 ? '' : `, none ${((100 * one.none) / one.repetitions).toFixed(1)} %`;
  return `${held} (${share(one.below)} / ${share(one.above)}) ${one.width.toPrecision(2)}${none}`;
}

function failureTable(): string {
  const bySize = SIZES.map(failureRates);
  const rows = (bySize[0] ?? []).map(({ metric }, i) => [
    metric,
    ...bySize.map((rates) => {
      const { held = 0, below = 0, above = 0, width = 0 } = rates[i] ?? {};
      const [a, b, c] = [held, below, above].map((share) => (100 * share).toFixed(1));
      return `${a} (${b} / ${c}) ${width.toPrecision(2)}`;
    }),
  ]);
  return markdownTable([['rate', ...sizeWords()], ...rows], { align: ['l', ...SIZES.map(() => 'r')] });
}

function sizeWords(): string[] {
  return SIZES.map((n) => `n = ${n.toLocaleString('en')}`);
}

/** How many sets most tables draw of a size. */
function usualSets(lines: readonly Measured[], n: number): number | undefined {
  const counts = Map.groupBy(
    lines.filter((one) => one.n === n),
    ({ repetitions }) => repetitions,
  );
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function setsInWords(sets: number, n: number): string {
  const error = 100 * Math.sqrt((0.95 * 0.05) / sets);
  return `${sets.toLocaleString('en')} at n = ${n.toLocaleString('en')} (±${error.toFixed(1)})`;
}

function repetitionsInWords(lines: readonly Measured[]): string {
  const said = SIZES.flatMap((n) => {
    const sets = usualSets(lines, n);
    return sets === undefined ? [] : setsInWords(sets, n);
  });
  return `Sets drawn, and the standard error of 95 % from so many, where a table does not say otherwise: ${said.join(', ')}.`;
}

/** The sets that a table draws more or fewer of than most. */
function otherSets(own: readonly Measured[], all: readonly Measured[]): string {
  const said = SIZES.flatMap((n) => {
    const sets = own.find((one) => one.n === n)?.repetitions;
    return sets === undefined || sets === usualSets(all, n) ? [] : setsInWords(sets, n);
  });
  return said.length === 0 ? '' : `\nSets: ${said.join(', ')}.\n`;
}
