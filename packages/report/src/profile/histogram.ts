import type { ProfileColumn } from '@assay/contract';
import { escapeHtml } from '../html/escape.ts';
import { formatShare } from '../text/number.ts';
import { type Bins, binsOf } from './bins.ts';
import { shownValue } from './figures.ts';

const WIDTH = 320;
const HEIGHT = 96;

/** Bars of the data, and a line over them for the reference: a figure that says the same in words. */
export function histogram(column: ProfileColumn, reference: ProfileColumn | null): string {
  const bins = binsOf(column, reference);
  if (bins === null) return '';
  const { kind } = column;
  const [low, high] = [shownValue(bins.low, kind), shownValue(bins.high, kind)];
  const beyond = bins.beyond > 1e-9 ? ` ${formatShare(bins.beyond)} lie beyond.` : '';
  const words = `Histogram from ${low} to ${high}: ${peak(bins, kind)}.${beyond}`;
  return `<figure class="histogram"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(words)}">${drawn(bins)}</svg>
<p class="ends"><span>${escapeHtml(low)}</span><span>${escapeHtml(beyond.trim())}</span><span>${escapeHtml(high)}</span></p></figure>`;
}

function drawn({ shares, reference }: Bins): string {
  const most = Math.max(...shares, ...(reference ?? []), Number.MIN_VALUE);
  const step = WIDTH / shares.length;
  const top = (share: number) => rounded(HEIGHT - 1 - (share / most) * (HEIGHT - 6));
  const bars = shares.map((share, i) => {
    if (share <= 0) return '';
    const y = top(share);
    return `<rect x="${rounded(i * step + 0.5)}" y="${y}" width="${rounded(step - 1)}" height="${rounded(HEIGHT - 1 - y)}"/>`;
  });
  const line = reference?.map(
    (share, i) =>
      `${i === 0 ? 'M0' : 'H'}${i === 0 ? ` ${top(share)}` : rounded(i * step)}${i === 0 ? '' : `V${top(share)}`}`,
  );
  const path = line === undefined ? '' : `<path class="reference" d="${line.join('')}H${WIDTH}"/>`;
  return `${bars.join('')}<path class="ground" d="M0 ${HEIGHT - 0.5}H${WIDTH}"/>${path}`;
}

function peak({ low, high, ends, shares }: Bins, kind: ProfileColumn['kind']): string {
  if (low === high) return 'one value';
  const most = Math.max(...shares);
  const place = shares.indexOf(most);
  const [from, to] = [ends[place - 1] ?? low, ends[place] ?? high];
  return `most, ${formatShare(most)}, between ${shownValue(from, kind)} and ${shownValue(to, kind)}`;
}

function rounded(x: number): number {
  return Math.round(x * 10) / 10;
}
