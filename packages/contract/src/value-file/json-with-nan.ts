/** A string (to the end of the text where it is never closed), or a number as JSON and Python write it. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?(?:Infinity|NaN|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
const INTEGER = /^-?\d+$/;
/** A string, with the colon after it where it is a key; the braces of objects. */
const KEY_OR_BRACE = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/g;
/** No writer begins a string with it, so a string that does is a number that plain JSON cannot hold. */
const MARK = '\0number:';

/**
 * JSON, with two liberties: bare `NaN`, `Infinity` and `-Infinity` are numbers, as Python's json module writes them, and
 * integers that a double cannot hold come as bigint.
 *
 * @throws SyntaxError
 * @throws Error for a key that is there twice: which of its values is meant, nobody knows
 */
export function parseJson(text: string): unknown {
  const plain = text.replace(TOKEN, (token) => {
    const held = token.startsWith('"') || Number.isSafeInteger(Number(token)) || isPlainFraction(token);
    return held ? token : JSON.stringify(MARK + token);
  });
  const value: unknown = JSON.parse(plain, (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(MARK)) return value;
    const token = value.slice(MARK.length);
    return INTEGER.test(token) ? BigInt(token) : Number(token);
  });
  refuseRepeatedKeys(text);
  return value;
}

/** @param text valid JSON, but for numbers */
function refuseRepeatedKeys(text: string): void {
  const keysOfOpen: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(KEY_OR_BRACE)) {
    if (token === '{') keysOfOpen.push(new Set());
    else if (token === '}') keysOfOpen.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(token.slice(0, -colon.length));
      if (keysOfOpen.at(-1)?.has(key)) throw new Error(`the key ${JSON.stringify(key)} is there twice`);
      keysOfOpen.at(-1)?.add(key);
    }
  }
}

function isPlainFraction(token: string): boolean {
  return !INTEGER.test(token) && Number.isFinite(Number(token));
}
