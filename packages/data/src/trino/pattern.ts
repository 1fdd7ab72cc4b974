/** Classes that Java has for all of Unicode and RE2 for ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  w: '0-9A-Za-z_',
  s: '\\t\\n\\f\\r ',
};

/**
 * An expression of RE2, which the whole text is to match, as Java's (Joni's) are written, which Trino reads. What means
 * something else there is written otherwise: ASCII classes, the ends of the text, brackets within brackets.
 *
 * @param pattern one that RE2 has accepted: it has no lookaround and no backreference
 */
export function javaPattern(pattern: string): string {
  let out = '';
  let inClass = false;
  const tokens =
    pattern.match(
      /\\Q[\s\S]*?(?:\\E|$)|\\p\{[^}]*\}|\\P\{[^}]*\}|\\x\{[0-9a-fA-F]+\}|\\[\s\S]|\[:\^?\w+:\]|\(\?P<|[\s\S]/gu,
    ) ?? [];
  for (const [i, token] of tokens.entries()) {
    const letter = token.slice(1);
    if (token.startsWith('\\Q'))
      out += token
        .slice(2)
        .replace(/\\E$/, '')
        .replaceAll(/[^\p{L}\p{N}\s]/gu, '\\$&');
    else if (/^\\[dws]$/.test(token)) out += inClass ? CLASSES[letter] : `[${CLASSES[letter]}]`;
    else if (/^\\[DWS]$/.test(token)) out += `[^${CLASSES[letter.toLowerCase()]}]`;
    else if (/^\\[pP]$/.test(token)) out += token;
    else if (tokens[i - 1] !== undefined && /^\\[pP]$/.test(tokens[i - 1] ?? '')) out += `{${token}}`;
    else if (token === '(?P<') out += '(?<';
    else if (inClass && token === '&') out += '\\&';
    else if (inClass && token === '[') out += '\\[';
    else if (!inClass && token === '$') out += '\\z';
    else if (!inClass && token === '^') out += '\\A';
    else {
      if (token === '[' && !inClass) inClass = true;
      else if (token === ']' && inClass && !isFirst(tokens, i)) inClass = false;
      else if (token === ']' && inClass) {
        out += '\\]';
        continue;
      }
      out += token;
    }
  }
  return `\\A(?:${out})\\z`;
}

/** Whether a bracket that closes is the first of its class, where it is a letter. */
function isFirst(tokens: readonly string[], i: number): boolean {
  return tokens[i - 1] === '[' || (tokens[i - 1] === '^' && tokens[i - 2] === '[');
}
