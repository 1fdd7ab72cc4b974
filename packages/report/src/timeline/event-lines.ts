import type { Line } from '../document/model.ts';
import { code, joined, line } from '../document/spans.ts';
import { shortCommit, shortDigest } from '../text/words.ts';

/** By what an event is bound to the others: the same commit, the same model. */
export function boundTo(of: {
  commit?: string | null | undefined;
  model?: string | null | undefined;
  by?: string | null | undefined;
  run?: string | null | undefined;
}): Line {
  const { commit, model, by, run } = of;
  return joined([
    ...(commit == null ? [] : [line('commit ', code(shortCommit(commit)))]),
    ...(model == null ? [] : [line('model ', code(shortDigest(model)))]),
    ...(by == null ? [] : [line('by ', code(by))]),
    ...(run == null ? [] : [[{ kind: 'link' as const, text: 'run', href: run }]]),
  ]);
}

/** A time as people read it, UTC: `2026-11-21 16:51`. */
export function minuteOf(at: string): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, 16);
}
