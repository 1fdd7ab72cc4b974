/**
 * A pattern that the whole text matches, of one that is looked for anywhere in it, as Python's `re.search` does.
 */
export function anywhere(regex: string): string {
  const { open, inner, shut } = anchored(regex);
  return `${open ? '(?s:.*)' : ''}${inner}${shut ? '' : '(?s:.*)'}`;
}

/** The same, of one that a text begins with, as `re.match` does. */
export function atStart(regex: string): string {
  const { inner, shut } = anchored(regex);
  return `${inner}${shut ? '' : '(?s:.*)'}`;
}

/** A pattern without anchors that hold for all of it. */
function anchored(regex: string): { open: boolean; inner: string; shut: boolean } {
  // Of alternatives, an anchor holds for its own only.
  if (regex.includes('|')) return { open: true, inner: `(?:${regex})`, shut: false };
  const shut = /(^|[^\\])(\\\\)*\$$/.test(regex);
  const inner = regex.slice(regex.startsWith('^') ? 1 : 0, shut ? -1 : undefined);
  return { open: !regex.startsWith('^'), inner, shut };
}
