/** A class, a group's beginning, flags, a quantifier and a letter are one token each. */
const TOKENS =
  /\\Q[\s\S]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|.)|\\x\{[0-9a-fA-F]+\}|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]])*\]|\(\?[a-zA-Z-]+\)|\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?|\{\d+(?:,\d*)?\}|[\s\S]/gu;

/** How long a text is taken to be. */
const LETTERS = 100;

/**
 * In how many ways an expression could be laid over a text of 100 letters, at most: Trino's own library (Joni) tries them one
 * after the other, where RE2 takes time in proportion to the text. `(a+)+` is infinitely many, `\w+@\w+` are 10,000.
 *
 * @param pattern one that RE2 has accepted
 */
export function waysOf(pattern: string): number {
  const tokens = pattern.match(TOKENS) ?? [];
  let at = 0;
  const group = (): number => {
    let sum = 0;
    let product = 1;
    while (at < tokens.length && tokens[at] !== ')') {
      if (tokens[at] === '|') {
        sum += product;
        product = 1;
        at++;
      } else product *= item();
    }
    at++;
    return sum + product;
  };
  const item = (): number => {
    const isGroup = /^\((?!\?[a-zA-Z-]+\)$)/.test(tokens[at++] ?? '');
    let ways = isGroup ? group() : 1;
    while (/^([*+?]|\{\d+(,\d*)?\})$/.test(tokens[at] ?? '')) ways = repeated(ways, tokens[at++] ?? '');
    return ways;
  };
  return group();
}

function repeated(ways: number, quantifier: string): number {
  if (quantifier === '?') return 1 + ways;
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}$/.exec(quantifier) ?? [];
  if (least === undefined || (comma !== '' && most === ''))
    return ways === 1 ? LETTERS : Number.POSITIVE_INFINITY;
  const end = Number(comma === '' ? least : most);
  return ways === 1 ? end - Number(least) + 1 : ways ** end;
}
