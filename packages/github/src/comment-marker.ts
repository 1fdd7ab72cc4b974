/** Which run wrote a comment. Later runs have higher ids; running a run again raises its attempt. */
export interface Stamp {
  run: number;
  attempt: number;
  /** The commit that the comment is about. */
  sha: string;
}

export interface MarkedText {
  stamp: Stamp;
  /** What the reader sees. */
  body: string;
}

const OPENING = '<!-- assay:comment';
const MARKER = /^<!-- assay:comment key=(\S+) run=(\d+) attempt=(\d+) sha=([0-9a-f]+) -->\r?\n/;

/** The text of a comment: a first line that nobody sees, which says whose it is and when it was written, and the body. */
export function withMarker(key: string, { run, attempt, sha }: Stamp, body: string): string {
  return `${OPENING} key=${encodeURIComponent(key)} run=${run} attempt=${attempt} sha=${sha} -->\n${inert(body)}`;
}

/**
 * Reads a comment of this key; `undefined` if it is another. Only the very start counts: what stands further down came with
 * the data, or is a quotation.
 */
export function readMarker(key: string, text: string): MarkedText | undefined {
  const match = MARKER.exec(text);
  if (match === null || match[1] !== encodeURIComponent(key)) return undefined;
  const [line, , run, attempt, sha = ''] = match;
  return { stamp: { run: Number(run), attempt: Number(attempt), sha }, body: text.slice(line.length) };
}

/** Negative where `a` was written by an earlier run than `b`, 0 for the same attempt of one run. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.run - b.run || a.attempt - b.attempt;
}

/** What was written by the later run; at equal stamps the first, which is that of a later step of the same run. */
export function later<T extends Pick<MarkedText, 'stamp'>>(a: T, b: T): T {
  return compareStamps(a.stamp, b.stamp) >= 0 ? a : b;
}

/** Whether two bodies read the same: servers may change the ends of lines and of the text. */
export function sameBody(a: string, b: string): boolean {
  return settle(a) === settle(b);
}

function settle(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}

/** The body with every marker that its data brought shown as text. */
function inert(body: string): string {
  return body.replaceAll(OPENING, `&lt;${OPENING.slice(1)}`);
}
