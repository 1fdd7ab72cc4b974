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

/** Lines no wider than `width`, each with its width. */
export function drawn(all: readonly Word<Style>[], width: number, color: boolean): Drawn[] {
  return wrap(all, width).map((each) => {
    const bare = each.map((word) => (word.glue ? '' : ' ') + word.text).join('');
    const text = each
      .map(({ glue, text, style }) => {
        const painted =
          color && style.format !== null ? styleText(style.format, text, { validateStream: false }) : text;
        return (glue ? '' : ' ') + painted;
      })
      .join('');
    return { text, width: widthOf(bare) };
  });
}
