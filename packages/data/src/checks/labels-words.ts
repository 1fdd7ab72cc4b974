import type { LabelAgreement } from '@assay/contract';
import { beyondBounds } from './figure-bounds.ts';
import type { Flaws } from './labels-annotations.ts';
import { count, shorten } from './words.ts';

/** `alpha 0.42 (95 % interval 0.31 to 0.53) of 120 items by 3 annotators; Fleiss’ kappa 0.43; worst pair ann, bob: Cohen’s kappa 0.2` */
export function agreementInWords(
  [alpha, ...kappas]: readonly [LabelAgreement, ...LabelAgreement[]],
  least: number,
): string {
  const { annotators, n } = alpha;
  if (annotators === 0) return 'no annotations';
  if (annotators === 1) return 'one annotator: agreement takes two';
  if (n === 0) return `${count(annotators)} annotators, and no item that two of them labelled`;
  const items = `of ${count(n)} ${n === 1 ? 'item' : 'items'} by ${count(annotators)} annotators`;
  if (alpha.value === null)
    return `no alpha ${items}: ${alpha.reason === 'one-category' ? 'all labels are the same' : 'one item says nothing of others'}`;
  const fleiss = kappas.find(({ statistic, value }) => statistic === 'fleiss-kappa' && value !== null);
  const pairs = kappas.filter(({ statistic }) => statistic === 'cohen-kappa');
  const worst = pairs.map(
    (pair) => `${pair.pair === undefined ? '' : `${pair.pair.join(' and ')} `}${inDigits(pair)}`,
  );
  return [
    `alpha ${inDigits(alpha, least)} ${items}`,
    ...(fleiss === undefined ? [] : [`Fleiss’ kappa ${inDigits(fleiss)}`]),
    // Of two annotators there is one pair, whose kappa is not the worst of any.
    ...(worst.length === 0
      ? []
      : [`Cohen’s kappa ${annotators > 2 ? 'of the worst pairs ' : ''}${worst.join(', ')}`]),
  ].join('; ');
}

/** Of two digits, or as many as show it below what it ought to be at least. */
function inDigits({ value, low, high, confidence }: LabelAgreement, least?: number): string {
  const interval =
    low === null || high === null
      ? ''
      : ` (${confidence * 100} % interval ${low.toFixed(2)} to ${high.toFixed(2)})`;
  const shown = (value ?? 0).toFixed(2);
  return `${least === undefined ? shown : beyondBounds(value ?? 0, { min: least }, shown)}${interval}`;
}

export function flawsInWords(
  { rows, nobodys, offScale, strange, repeats, repeated, torn }: Flaws,
  scale: LabelAgreement['scale'],
): string {
  const told = [
    ...(nobodys > 0 ? [`${count(nobodys)} without item or annotator`] : []),
    ...(offScale > 0
      ? [
          `${count(offScale)} with a label that is ${scale === 'interval' ? 'no number' : 'not in `order`'}${strange === '' ? '' : `: ${strange}`}`,
        ]
      : []),
    ...(repeats > 0
      ? [
          `${count(repeats)} of an item that the same annotator has labelled already${firstInWords(repeated)}${torn > 0 ? `, ${count(torn)} ${torn === 1 ? 'item' : 'items'} with another label, which ${torn === 1 ? 'is' : 'are'} left out` : ''}`,
        ]
      : []),
  ];
  return `of ${count(rows)} annotations ${told.join('; ')}`;
}

/** ` (the first: "u0" by "ann")` */
function firstInWords({ item, annotator }: Flaws['repeated']): string {
  if (item === null && annotator === null) return '';
  const quoted = (name: string) => JSON.stringify(shorten(name));
  const by = annotator === null ? '' : ` by ${quoted(annotator)}`;
  return ` (the first: ${item === null ? 'one' : quoted(item)}${by})`;
}
