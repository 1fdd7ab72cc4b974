/**
 * The same state of two runs as the same text: keys sorted, and without times, durations, ULIDs, addresses, which of the runs
 * it was, and the numbers of commits, which are told apart by the order in which they come.
 */
export function normalise(state: unknown): string {
  const shas = new Map<string, string>();
  const numbered = (sha: string) => {
    if (!shas.has(sha)) shas.set(sha, `<commit ${shas.size + 1}>`);
    return shas.get(sha) ?? sha;
  };
  return JSON.stringify(state, sorted, 2)
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>')
    .replaceAll(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '<ulid>')
    .replaceAll(/http:\/\/(127\.0\.0\.1|[\w.]*localhost):\d+/g, '<server>')
    .replaceAll(/\b\d+\.\d s\b/g, '<seconds>')
    .replaceAll(/\brun=\d+ attempt=\d+/g, 'run=<run>')
    .replaceAll(/\/actions\/runs\/\d+/g, '/actions/runs/<run>')
    .replaceAll(/(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g, numbered);
}

/** The lines in which such a text differs from the first of those that are right, the first few; none where it is one. */
export function difference(expected: readonly string[], found: string): string | undefined {
  if (expected.includes(found)) return undefined;
  const [wanted, had] = [(expected[0] ?? '').split('\n'), found.split('\n')];
  const missing = wanted.filter((line) => !had.includes(line)).map((line) => `− ${line.trim()}`);
  const added = had.filter((line) => !wanted.includes(line)).map((line) => `+ ${line.trim()}`);
  const lines = [...missing, ...added];
  return lines.length === 0 ? `${wanted.length} lines, then ${had.length}` : lines.slice(0, 6).join(' ');
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
