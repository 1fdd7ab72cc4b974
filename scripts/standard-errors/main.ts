/** Standard errors of the fast ways beside those of a bootstrap of rows: writes docs/standard-errors.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isLarge,
  isMany,
  manyOfEachClass,
  manyRows,
  mostOfRareClass,
} from '../../packages/stats/src/bootstrap/influence.ts';
import type { BinarySample } from '../../packages/stats/src/sample.ts';
import { simulatedBinary } from '../../packages/stats/src/testing/samples.ts';
import { covered } from './cover.ts';
import { METRICS, ratios } from './spread.ts';

const SIZES = [1000, 2000, 10_000, 100_000, 1_000_000];
const PREVALENCES = [0.5, 0.05, 0.001];
/** Scores of so many steps; null: none occurs twice. */
const STEPS = [null, 50];
const FEWEST_POSITIVES = 10;
/** Samples in which what intervals cover is counted: of the fewest rows that are many, and of the fewest positives. */
const COVERED = [
  { rows: 2000, prevalence: 0.1 },
  { rows: 2000, prevalence: 0.5 },
  { rows: 2000, prevalence: 0.02 },
];
const SAMPLES = 400;
const REPLICATES = 199;
const SMOOTH = METRICS.slice(0, 4) as readonly string[];

/** Row by row takes as many times longer as there are rows. */
const drawsOf = (rows: number) => (rows > 100_000 ? 40 : rows > 10_000 ? 300 : 1000);

const tables: string[] = [];
for (const paired of [false, true]) {
  const lines: string[] = [];
  for (const rows of SIZES)
    for (const prevalence of PREVALENCES)
      for (const steps of STEPS)
        if (rows * prevalence >= FEWEST_POSITIVES) lines.push(line(rows, prevalence, steps, paired));
  tables.push(
    [
      `| rows | positives | scores | ${METRICS.join(' | ')} |`,
      `|--:|--:|---|${METRICS.map(() => '--:|').join('')}`,
      ...lines,
    ].join('\n'),
  );
}
const coverage = COVERED.flatMap(({ rows, prevalence }) =>
  covered(rows, prevalence, SAMPLES, REPLICATES).map(({ metric, single, paired }) => {
    const shares = [single.fast, single.rows, paired.fast, paired.rows];
    const shown = shares.map((count) => ((100 * count) / SAMPLES).toFixed(1));
    const text = `| ${[rows.toLocaleString('en'), `${100 * prevalence} %`, metric, ...shown].join(' | ')} |`;
    console.error(text);
    return text;
  }),
);
writeFileSync(
  join(import.meta.dirname, '../../docs/standard-errors.md'),
  page(tables[0] ?? '', tables[1] ?? '', coverage.join('\n')),
);

function line(rows: number, prevalence: number, steps: number | null, paired: boolean): string {
  const made = simulatedBinary(rows, { prevalence, separation: 1.2, seed: 5, noise: 0.7 });
  const { labels } = made;
  const sample = { labels, scores: inSteps(made.scores, steps) };
  const base = { labels, scores: inSteps(made.again, steps) };
  const found = ratios(paired ? base : null, sample, drawsOf(rows));
  const shown = found.map((ratio, i) => shownOf(ratio, METRICS[i] ?? '', sample, paired));
  const told = [
    rows.toLocaleString('en'),
    labels.reduce((sum, label) => sum + label, 0).toLocaleString('en'),
  ];
  const text = `| ${[...told, steps === null ? 'all differ' : `${steps + 1} values`, ...shown].join(' | ')} |`;
  console.error(text);
  return text;
}

/** In brackets where evaluate does not go this way. */
function shownOf(ratio: number, metric: string, sample: BinarySample, paired: boolean): string {
  const way = paired && SMOOTH.includes(metric) ? isLarge(sample) : isMany(sample);
  return metric === 'roc_auc' || way ? ratio.toFixed(3) : `(${ratio.toFixed(3)})`;
}

/** Never 0 or 1, where the log loss of a single row would be all there is. */
function inSteps(scores: Float64Array, steps: number | null): Float64Array {
  if (steps === null) return scores;
  return scores.map((score) => Math.min(0.99, Math.max(0.01, Math.round(score * steps) / steps)));
}

function page(single: string, paired: string, coverage: string): string {
  return `# Standard errors of the fast ways

A bootstrap of a million rows takes a thousand times as long as one look at them, so from ${manyRows.toLocaleString('en')} rows on \`evaluate\` goes other ways
([decisions.md](decisions.md#intervals-of-many-rows)). Here they are beside the bootstrap of all rows: each number is the standard
error of the fast way over that of the rows.

\`\`\`bash
node scripts/standard-errors/main.ts     # seed 5; writes this page, in ten minutes or so
\`\`\`

- **Area, average precision, log loss, Brier score**: from their derivatives by the weights of rows. Of the area that is DeLong's
  variance, which evaluate uses at every size, but for n − 1 in place of n: of 8 positives DeLong's standard error is 1.07 times as large.
- **Calibration error and the largest distance (ks)**: from the sums over rows that they are functions of: the mean gap of each bin,
  the rows of either class around the largest distance. From cells of scores, 128 bins and each row of the rare class one by itself, all but the area of one model
  where one class is rare: where it has fewer than ${manyOfEachClass.rare.toLocaleString('en')} rows, and less than ${100 * manyOfEachClass.commonShare} % or than ${manyOfEachClass.common}; and average precision of one model
  where positives are less than ${100 * manyOfEachClass.commonShare} %, and fewer than ${mostOfRareClass.toLocaleString('en')}.
- Both are of the same draws of rows (1,000; 300 of 100,000 rows, 40 of a million), the fast way's being what it makes of them. So the noise of the draws is in both,
  and what is left of it in a ratio is some thousandths, more of 40 draws (in the distance, 0.03); where positives are ten or fifty, the draws
  themselves are not normal.
- **In brackets**: \`evaluate\` does not go this way there: of fewer than ${manyRows.toLocaleString('en')} rows it resamples the rows, and where one
  class is rare, too, when it compares two models by a metric that has derivatives.
- Scores are normal, 1.2 apart between the classes, in (0, 1); the base is the same model with noise. With 51 values nearly all
  scores are tied.

**Not within 2 %**: of a change, the largest distance is 3 % off with 2,000 rows of which half are positive (in seven other samples of that size 0.1 to
2.2 %); and the area of 8 positives. All else that evaluate takes this way is within 2 %, but for the noise of 40 draws.

## Of one model

${single}

## Of a change between two models

${paired}

## What they cover where rows are few

Of how many of ${SAMPLES} samples (in percent, ± 1.1) the interval of 95 % holds the truth, beside what percentiles of resampled rows hold: ${REPLICATES}
replicates, the truth of ${(10 * 200_000).toLocaleString('en')} rows.

| rows | positives | metric | one model | by rows | change | by rows |
|--:|--:|---|--:|--:|--:|--:|
${coverage}
`;
}
