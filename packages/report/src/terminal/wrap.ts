import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** A word with a style; `glue` says that it follows the one before without a space. */
export interface Word<S> {
  text: string;
  style: S;
  glue: boolean;
}

/** Styled texts as words. */
export function words<S>(parts: readonly { text: string; style: S }[]): Word<S>[] {
  const all: Word<S>[] = [];
  let glue = false;
  for (const { text, style } of parts) {
    for (const piece of text.split(/( +)/)) {
      if (piece === '') continue;
      if (piece.startsWith(' ')) {
        glue = false;
      } else {
        all.push({ text: piece, style, glue: glue && all.length > 0 });
        glue = true;
      }
    }
  }
  return all;
}

/** A word cut into pieces no wider than `width`, at grapheme boundaries. */
function broken<S>(word: Word<S>, width: number): Word<S>[] {
  if (widthOf(word.text) <= width) return [word];
  const pieces: string[] = [''];
  for (const { segment } of graphemes.segment(word.text)) {
    const last = pieces.at(-1) ?? '';
    if (last !== '' && widthOf(last + segment) > width) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces.map((text, index) => ({ ...word, text, glue: index === 0 ? word.glue : true }));
}

/** Words with those that are glued to them, such as the comma behind a value. */
function* together<S>(all: readonly Word<S>[]): Generator<Word<S>[]> {
  let group: Word<S>[] = [];
  for (const word of all) {
    if (!word.glue && group.length > 0) {
      yield group;
      group = [];
    }
    group.push(word);
  }
  if (group.length > 0) yield group;
}

/** Words as lines no wider than `width` columns; what is written together is broken only where it is wider than a line. */
export function wrap<S>(all: readonly Word<S>[], width: number): Word<S>[][] {
  const lines: Word<S>[][] = [[]];
  let used = 0;
  const put = (word: Word<S>, room: number) => {
    const gap = word.glue || used === 0 ? 0 : 1;
    if (used > 0 && used + gap + room > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(used === 0 ? { ...word, glue: true } : word);
    used += (used === 0 ? 0 : gap) + widthOf(word.text);
  };
  for (const group of together(all.flatMap((each) => broken(each, width)))) {
    const size = group.reduce((sum, { text }) => sum + widthOf(text), 0);
    for (const [index, word] of group.entries()) {
      put(word, index === 0 && size <= width ? size : widthOf(word.text));
    }
  }
  return lines;
}
