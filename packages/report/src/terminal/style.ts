import { styleText } from 'node:util';
import type { Line, Tone } from '../document/model.ts';
import { visible } from '../text/visible.ts';
import { type Word, widthOf, words, wrap } from './wrap.ts';

type Format = Parameters<typeof styleText>[0];

export interface Style {
  format: Format | null;
}

export const toneFormats: Record<Tone, Format | null> = {
  good: 'green',
  bad: 'red',
  unsure: 'yellow',
  warning: 'yellow',
  plain: null,
};

/** A line as words, coloured by its spans and, where those say nothing, by `format`. */
export function styled(line: Line, format: Format | null = null): Word<Style>[] {
  return words(
    line.map((span) => {
      const own: Format | null = span.kind === 'strong' ? 'bold' : span.kind === 'code' ? 'cyan' : null;
      const shown = span.kind === 'link' ? `${span.text} ${span.href}` : span.text;
      return { text: visible(shown), style: { format: own ?? format } };
    }),
  );
}

export interface Drawn {
  text: string;
  /** Columns that it takes, without the colours. */
  width: number;
}

/** Words of one format, joined: one escape sequence for all of them. */
function painted(of: readonly Word<Style>[]): string {
  const runs: { text: string; format: Format | null }[] = [];
  for (const { text, glue, style } of of) {
    const last = runs.at(-1);
    const gap = glue ? '' : ' ';
    if (last?.format === style.format) last.text += gap + text;
    else runs.push({ text: gap + text, format: style.format });
  }
  return runs
    .map(({ text, format }) => (format === null ? text : styleText(format, text, { validateStream: false })))
    .join('');
}

/** Lines no wider than `width`, each with its width. */
export function drawn(all: readonly Word<Style>[], width: number, color: boolean): Drawn[] {
  return wrap(all, width).map((each) => {
    const bare = each.map((word) => (word.glue ? '' : ' ') + word.text).join('');
    return { text: color ? painted(each) : bare, width: widthOf(bare) };
  });
}
