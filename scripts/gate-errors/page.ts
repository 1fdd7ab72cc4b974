import { markdownTable } from 'markdown-table';
import { rowsForTolerance } from '../../packages/stats/src/index.ts';
import type { Shares } from './simulate.ts';

/** Shares of the verdicts by true effect and number of rows. */
export interface Rates {
  effects: readonly number[];
  rows: readonly number[];
  /** By effect, then by rows. */
  shares: readonly (readonly Shares[])[];
}

export interface Measured {
  seed: number;
  floor: Rates;
  area: Rates;
  margin: Rates;
  adversaries: readonly { n: number; worse: number; passes: readonly number[] }[];
  looks: readonly (number | undefined)[];
}

/** The page of the documentation. */
export function gateErrorsPage({ seed, floor, area, margin, adversaries, looks }: Measured): string {
  return `# How often the gate errs

Measured by simulation: the true effect is known, an evaluation set is drawn, the metric gets its interval as in \`evaluate\`, and
the gate's own code judges it.

\`\`\`bash
node scripts/gate-errors/main.ts     # seed ${seed}; writes this page, in a minute or two
\`\`\`

Each cell is pass / fail / inconclusive in percent. The effect is how far the truth lies above the limit: below 0 a pass is
false, above 0 a fail. At the limit itself a 95 % interval promises 2.5 % passes, up to
the steps of whole rows.

## A floor: accuracy at least 0.85

${table(floor)}

## A floor: area under the ROC curve at least 0.85

${table(area)}

The interval is DeLong's on the logit scale. Of models at the limit, where 2.5 % are promised, a floor lets through ${atLimit(area)}.

## Paired: accuracy no worse than 0.02 against the base

A tenth of the rows is judged otherwise by the two models.

${table(margin)}

With few rows nearly all is inconclusive: that is the answer, not a fault. \`on-inconclusive: fail\` then keeps bad models out,
and \`pass\` keeps good ones from waiting; \`assay gate --plan\` says how many rows would settle it.

## One set, many models

An adversary submits 200 models, one after the other, all of one true accuracy, and stops at the first pass. The floor is 0.85.
Adversaries in a hundred that get a pass, by the \`looks\` of the policy's \`test-set\`:

${adversaryTable(adversaries, looks)}

Without a budget patience is enough. A budget of H looks bounds it: at the limit each look passes falsely with at most 2.5 %, and
H of them together with at most H times that, so a small budget or a truth that is farther from the limit is what helps. The
last line is the size that \`gate --plan\` asks for at 32 looks, reliability 0.99 and tolerance 0.05: a model that is worse by the
tolerance does not pass there. These models err independently of each other, which is the worst case for the set; what they
learn from figures that a report shows is not in it.

${plannedRows()}
`;
}

/** Reliabilities and tolerances of the published table. */
const PLANS = [
  [0.99, 0.1],
  [0.99, 0.05],
  [0.99, 0.025],
  [0.99, 0.01],
  [0.999, 0.1],
  [0.9999, 0.1],
  [0.9999, 0.01],
  [0.99999, 0.01],
] as const;

/** How many rows ease.ml/ci asks for, as `gate --plan` does. */
function plannedRows(): string {
  const head = ['reliability', 'tolerance', 'F1, unseen', 'F1, seen', 'F2, unseen', 'F2, seen'];
  const lines = PLANS.map(([reliability, tolerance]) => {
    const rows = [1, 2].flatMap((variables) =>
      (['none', 'full'] as const).map((adaptivity) =>
        rowsForTolerance({ looks: 32, reliability, tolerance, adaptivity }, { variables }).toLocaleString(
          'en',
        ),
      ),
    );
    return [`${reliability}`, `${tolerance}`, ...rows];
  });
  return `## How many rows a budget of 32 looks asks for

As ease.ml/ci (Renggli et al., MLSys 2019) has it and \`gate --plan\` says it: F1 holds one mean, F2 the difference
of two; answers are seen by who makes the next model, or not. A test (\`packages/stats/src/test-set-size.test.ts\`) holds every number to the published unit.

${markdownTable([head, ...lines], { align: head.map(() => 'r') })}`;
}

/** "4.3 % (200 rows), 3.3 % (1,000)": the passes at the limit, which are all false. */
function atLimit({ effects, rows, shares }: Rates): string {
  const at = shares[effects.indexOf(0)] ?? [];
  return rows.map((n, i) => `${percent(at[i]?.pass ?? 0)} % (${n.toLocaleString('en')} rows)`).join(', ');
}

function table({ effects, rows, shares }: Rates): string {
  const head = ['true effect', ...rows.map((n) => `${n.toLocaleString('en')} rows`)];
  const lines = effects.map((effect, i) => [
    effect === 0 ? '**0, the limit**' : `${effect > 0 ? '+' : '−'}${Math.abs(effect)}`,
    ...(shares[i] ?? []).map(({ pass, fail, inconclusive }) =>
      [pass, fail, inconclusive].map(percent).join(' / '),
    ),
  ]);
  return markdownTable([head, ...lines], { align: head.map(() => 'r') });
}

function adversaryTable(adversaries: Measured['adversaries'], looks: Measured['looks']): string {
  const head = [
    'rows',
    'truth',
    ...looks.map((of) => (of === undefined ? 'no budget' : `${of} ${of === 1 ? 'look' : 'looks'}`)),
  ];
  const lines = adversaries.map(({ n, worse, passes }) => [
    n.toLocaleString('en'),
    worse === 0 ? 'at the limit' : `${worse} below`,
    ...passes.map(percent),
  ]);
  return markdownTable([head, ...lines], { align: head.map(() => 'r') });
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
