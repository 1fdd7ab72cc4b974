/** A pattern that the whole text matches, of one that is looked for anywhere in it, as Python's `re.search` does. */
export function anywhere(regex: string): string {
  const { open, inner, shut } = anchored(regex);
  return `${open ? '(?s:.*)' : ''}${inner}${shut ? '' : '(?s:.*)'}`;
}

/** The same, of one that a text begins with, as `re.match` does. */
export function atStart(regex: string): string {
  const { inner, shut } = anchored(regex);
  return `${inner}${shut ? '' : '(?s:.*)'}`;
}

/** A pattern that is looked for anywhere and finds what a pattern of the whole text matches. */
export function ofWhole(pattern: string): string {
  return pattern.includes('|') ? `^(?:${pattern})$` : `^${pattern}$`;
}

/** A pattern without anchors that hold for all of it. */
function anchored(regex: string): { open: boolean; inner: string; shut: boolean } {
  const whole = /^\^\(\?:(.*)\)\$$/s.exec(regex)?.[1];
  if (whole !== undefined && isClosed(whole)) return { open: false, inner: whole, shut: true };
  // Of alternatives, an anchor holds for its own only.
  if (regex.includes('|')) return { open: true, inner: `(?:${regex})`, shut: false };
  const shut = /(^|[^\\])(\\\\)*\$$/.test(regex);
  const inner = regex.slice(regex.startsWith('^') ? 1 : 0, shut ? -1 : undefined);
  return { open: !regex.startsWith('^'), inner, shut };
}

/** Whether each group of a pattern ends within it. */
function isClosed(pattern: string): boolean {
  let depth = 0;
  for (const [sign] of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]/gs)) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}
