import { markdownTable } from 'markdown-table';
import type { Measured } from './simulate.ts';

/** What an interval of 95 % should cover. */
const BAND = [0.935, 0.965] as const;

/** Whether a metric is covered too little or too much, by more than two standard errors of the simulation; `null`: neither. */
export function outside({ held, none, repetitions }: Measured): 'below' | 'above' | null {
  const sets = repetitions - none;
  const share = held / sets;
  const error = Math.sqrt((share * (1 - share)) / sets);
  if (share + 2 * error < BAND[0]) return 'below';
  return share - 2 * error > BAND[1] ? 'above' : null;
}

/** From 200 on: how many keep the band, and which do not. */
export function summary(lines: readonly Measured[]): string {
  const enough = lines.filter(({ n }) => n >= 200);
  const named = (of: readonly Measured[]) =>
    [...Map.groupBy(of, (one) => `\`${one.metric}\` (${one.world}, ${one.kind})`)]
      .map(([name, each]) => `${name} at ${each.map((one) => `${one.n}: ${percent(one)}`).join(', ')}`)
      .join('; ') || 'none';
  const usual = enough.filter(({ approximate }) => !approximate);
  const kept = usual.filter((one) => outside(one) === null).length;
  const list = (which: 'below' | 'above') => named(usual.filter((one) => outside(one) === which));
  const marked = enough.filter(({ approximate }) => approximate);
  const markedOutside = marked.filter((one) => outside(one) !== null);
  return `Of ${usual.length.toLocaleString('en')} cells from n = 200 on whose intervals are not marked as approximate, ${kept.toLocaleString('en')} keep the band.

- Too seldom: ${list('below')}.
- More often than promised (too wide, which costs rows and no false verdicts): ${list('above')}.
- Marked as approximate (≈) are ${marked.length.toLocaleString('en')} more, of which ${(marked.length - markedOutside.length).toLocaleString('en')} keep the band, and not: ${named(markedOutside)}.`;
}

/** Metrics with other methods, beside the one in use. */
export function triedTable(lines: readonly Measured[]): string {
  const sizes = [...new Set(lines.map(({ n }) => n))];
  const groups = [...Map.groupBy(lines, ({ metric, world }) => `\`${metric}\` (${world})`)];
  const rows = groups.flatMap(([name, own]) =>
    [...Map.groupBy(own, ({ tried }) => tried)].map(([tried, ofWay]) => [
      name,
      `${tried}${ofWay[0]?.inUse ? ', in use' : ''}`,
      ...sizes.map((n) => {
        const one = ofWay.find((each) => each.n === n);
        return one === undefined ? '–' : tails(one);
      }),
    ]),
  );
  return markdownTable(
    [['metric', 'method', ...sizes.map((n) => `n = ${n.toLocaleString('en')}`)], ...rows],
    {
      align: ['l', 'l', ...sizes.map(() => 'r' as const)],
    },
  );
}

function percent({ held, none, repetitions }: Measured): string {
  return `${((100 * held) / (repetitions - none)).toFixed(1)} %`;
}

function tails(one: Measured): string {
  const [below, above] = [one.below, one.above].map((count) =>
    ((100 * count) / (one.repetitions - one.none)).toFixed(1),
  );
  return `${percent(one)} (${below} / ${above})`;
}
