import type { LabelAgreement } from '@assay/contract';
import { type Agreement, cohensKappa, fleissKappa, krippendorffAlpha } from '@assay/stats';
import type { Annotated, Annotations } from './labels-annotations.ts';
import { pairOf } from './labels-ratings.ts';

/** Numbers of more kinds are measurements, which kappas do not compare. */
export const MOST_LABELS = 1_000;
const WORST_PAIRS = 3;
const NONE = new Int32Array();

/**
 * Krippendorff's alpha on the scale; Fleiss' kappa, which asks whether labels are equal; Cohen's kappa of the worst pairs, with
 * quadratic weights on an ordinal scale.
 *
 * @param named whether annotators may be named
 */
export function agreementOf(
  { together, apart, names, annotators, scale }: Annotated,
  asked: Annotations['scale'],
  named: boolean,
): [alpha: LabelAgreement, ...kappas: LabelAgreement[]] {
  const alpha = told('krippendorff-alpha', asked, annotators, krippendorffAlpha(together, scale));
  if (together.categories > MOST_LABELS) return [alpha];
  const ordinal = asked === 'ordinal';
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b, next): LabelAgreement => {
      const both = pairOf(apart[i] ?? NONE, apart[i + 1 + next] ?? NONE, together.categories);
      const kappa = cohensKappa(both, [0, 1], { weights: ordinal ? 'quadratic' : 'none' });
      const pair = named ? { pair: [a, b] satisfies [string, string] } : {};
      return { ...told('cohen-kappa', ordinal ? 'ordinal' : 'nominal', 2, kappa), ...pair };
    }),
  );
  const worst = pairs
    .filter(({ value }) => value !== null)
    .sort((a, b) => (a.value as number) - (b.value as number));
  const fleiss = told('fleiss-kappa', 'nominal', annotators, fleissKappa(together));
  return [alpha, fleiss, ...worst.slice(0, WORST_PAIRS)];
}

function told(
  statistic: LabelAgreement['statistic'],
  scale: LabelAgreement['scale'],
  annotators: number,
  { value, low, high, confidence, n, reason }: Agreement,
): LabelAgreement {
  return { statistic, scale, annotators, value, low, high, confidence, n, reason: reason ?? null };
}
