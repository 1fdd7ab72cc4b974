// Line ends and tabs become a space; what else has no shape of its own, or turns the direction of its
// surroundings, is shown by its code. The two joiners stay: emoji and several scripts need them.
const blank = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

/**
 * Text of unknown origin, made so that what is read is what is there: no control characters, terminal escapes,
 * bidirectional overrides, invisible characters or lone surrogates. One line.
 */
export function visible(text: string): string {
  return text
    .replace(blank, ' ')
    .replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same of several lines, which stay lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
