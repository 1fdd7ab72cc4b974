import { formatCount } from '../text/number.ts';
import type { Standing } from './figures.ts';
import type { Line, Span } from './model.ts';
import { code, line } from './spans.ts';

/** Names of one kind that are written out before the rest is counted. */
const MOST_NAMED = 3;

/** How many are worse and better, and which are new or gone: "3 of 7 worse, 1 better · new `brier`". */
export function movement(all: readonly { name: string; standing: Standing }[]): Line {
  const of = (standing: Standing) => all.filter((each) => each.standing === standing);
  const [worse, better] = [of('worse').length, of('better').length];
  const compared = worse + better + of('same').length > 0;
  const total = formatCount(all.length);
  const counts =
    worse > 0 ? `${formatCount(worse)} of ${total} worse` : `${total}${compared ? ', none worse' : ''}`;
  const named = (['new', 'gone'] as const).flatMap((standing): (string | Span)[] => {
    const names = of(standing)
      .slice(0, MOST_NAMED)
      .map(({ name }) => code(name));
    const rest = of(standing).length - names.length;
    const list = names.flatMap((name, index) => (index === 0 ? [name] : [', ', name]));
    const more = rest > 0 ? [` and ${formatCount(rest)} more`] : [];
    return list.length === 0 ? [] : [` · ${standing} `, ...list, ...more];
  });
  return line(counts + (better > 0 ? `, ${formatCount(better)} better` : ''), ...named);
}
