/** So many lists and quotes one within another, and so many brackets, stars and the like in a paragraph. */
const MOST = { levels: 100, marks: 1000 };

const LEVEL = />|[-+*](?=\s)|\d[.)](?=\s)/g;
const MARK = /[*[~]|\b_|_\b/g;

/**
 * Whether a Markdown parser would take minutes for a text, or more than its stack: its time grows with the square of what is nested or
 * left open. Ten kilobytes are enough for that, and no reader gains by them.
 */
export function isTangled(markdown: string): boolean {
  let marks = 0;
  for (const line of markdown.split(/\r\n?|\n/)) {
    const head = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? '';
    const markers = countOf(LEVEL, head);
    // An item two columns further in may be one level deeper than the line before.
    const deepest = markers === 0 ? 0 : markers + head.search(/\S|$/) / 2;
    marks = line.trim() === '' ? 0 : marks + countOf(MARK, line);
    if (deepest > MOST.levels || marks > MOST.marks) return true;
  }
  return false;
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}
