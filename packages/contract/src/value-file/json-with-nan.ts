/** A string (to the end of the text where it is never closed), or a number as JSON and Python write it. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?(?:Infinity|NaN|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
const INTEGER = /^-?\d+$/;
/** No writer begins a string with it, so a string that does is a number that plain JSON cannot hold. */
const MARK = '\0number:';

/**
 * JSON, with two liberties: bare `NaN`, `Infinity` and `-Infinity` are numbers, as Python's json module writes them, and
 * integers that a double cannot hold come as bigint.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const plain = text.replace(TOKEN, (token) => {
    const held = token.startsWith('"') || Number.isSafeInteger(Number(token)) || isPlainFraction(token);
    return held ? token : JSON.stringify(MARK + token);
  });
  return JSON.parse(plain, (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(MARK)) return value;
    const token = value.slice(MARK.length);
    return INTEGER.test(token) ? BigInt(token) : Number(token);
  });
}

function isPlainFraction(token: string): boolean {
  return !INTEGER.test(token) && Number.isFinite(Number(token));
}
